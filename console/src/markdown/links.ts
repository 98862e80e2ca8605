/** Which addresses of an agent's text may become links. */

const PROTOCOLS = ["http:", "https:", "mailto:"];

/** The address as a link may have it, or null for one that must not be followed: `javascript:`, `data:`, relative ones. */
export function safeHref(address: string): string | null {
  try {
    const url = new URL(address);
    return PROTOCOLS.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
