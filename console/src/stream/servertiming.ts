/** The `Server-Timing` header: phases of a request as the server measured them. Source: W3C Server Timing. */

export interface ServerPhase {
  readonly name: string;
  readonly durationMs: number;
  readonly description: string;
}

const METRIC = /([!#$%&'*+\-.^_`|~\w]+)((?:\s*;\s*[!#$%&'*+\-.^_`|~\w]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)/g;
const PARAMETER = /;\s*([!#$%&'*+\-.^_`|~\w]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?/g;

/** In the order of the header; what cannot be read is left out. */
export function parseServerTiming(header: string | null): ServerPhase[] {
  const phases: ServerPhase[] = [];
  for (const [, name = "", rest = ""] of (header ?? "").matchAll(METRIC)) {
    const parameters = new Map<string, string>();
    for (const [, key = "", quoted, bare] of rest.matchAll(PARAMETER)) {
      if (!parameters.has(key.toLowerCase())) parameters.set(key.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "");
    }
    const durationMs = Number(parameters.get("dur") ?? "0");
    phases.push({ name, durationMs: Number.isFinite(durationMs) ? durationMs : 0, description: parameters.get("desc") ?? "" });
  }
  return phases;
}
