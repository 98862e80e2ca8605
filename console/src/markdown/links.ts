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

const LOOKS_LIKE_ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+)/i;

/** The host that a link really leads to, where its text names another one; else "". */
export function trueHost(href: string, text: string): string {
  const { host, hostname } = new URL(href);
  const named = LOOKS_LIKE_ADDRESS.exec(text)?.[1]?.toLowerCase();
  if (named === undefined || host === "" || named === hostname || `www.${named}` === hostname) return "";
  return host;
}
