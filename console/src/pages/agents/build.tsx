/** What the installation of a version's packages printed, as it prints it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { readBuildLog } from "../../api/routes";
import { queryValue, setQuery } from "../../router";
import { Select } from "../../ui/controls";
import { withoutEscapes } from "../../ui/logs";
import { EmptyState, ErrorState } from "../../ui/states";
import { Badge } from "../../ui/status";

/** There is no live route for a build; while one runs its log is asked for at this interval. */
const LOOK_MS = 1000;

interface BuildLogProps {
  runtime: string;
  versions: readonly string[];
  isBuilding: boolean;
}

export function BuildLog({ runtime, versions, isBuilding }: BuildLogProps) {
  const asked = queryValue("version");
  const version = versions.includes(asked) ? asked : (versions[0] ?? "1");
  const { text, error } = useBuildLog(runtime, version, isBuilding && version === versions[0]);
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (isBuilding && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text]);
  return (
    <section class="card is-flush" aria-label="Build log">
      <div class="log-bar">
        <Select
          label="Version"
          value={version}
          options={versions.map((one) => [one, one] as const)}
          onChange={(chosen) => setQuery({ version: chosen })}
        />
        {isBuilding && <Badge tone="busy">building</Badge>}
      </div>
      {error !== null && <ErrorState error={error} />}
      {error === null && text === "" && (
        <EmptyState icon="file" title="Nothing was installed for this version">
          <p>It runs with the packages of the server, or its packages were there already.</p>
        </EmptyState>
      )}
      {text && (
        <pre class="log build-log wraps" ref={box} tabIndex={0} aria-label="Build log of the version">
          {text}
        </pre>
      )}
    </section>
  );
}

function useBuildLog(runtime: string, version: string, isBuilding: boolean): { text: string; error: unknown } {
  const [known, setKnown] = useState({ key: "", text: "", error: null as unknown });
  const key = `${runtime} ${version}`;
  useEffect(() => {
    const stop = new AbortController();
    let offset = 0;
    let timer = 0;
    const look = async () => {
      try {
        const part = await readBuildLog(runtime, version, offset, { signal: stop.signal });
        const isFirst = offset === 0;
        offset = part.nextOffset;
        setKnown((was) => ({ key, text: (isFirst ? "" : was.text) + withoutEscapes(part.text), error: null }));
        if (part.text) return void look();
      } catch (error) {
        if (!stop.signal.aborted) setKnown({ key, text: "", error });
        return;
      }
      if (isBuilding) timer = window.setTimeout(() => void look(), LOOK_MS);
    };
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [key, isBuilding]);
  return known.key === key ? known : { text: "", error: null };
}
