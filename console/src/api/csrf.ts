/**
 * What a signed-in console sends with everything that changes something (`x-headwater-csrf`). It came with the answer of
 * `POST signin` and is kept where pages of another port on this host cannot read it, though they are sent the cookie too.
 */
const KEY = "headwater.csrf";
let held = "";

export function csrfToken(): string {
  try {
    return window.localStorage.getItem(KEY) ?? held;
  } catch {
    return held; // a browser without storage: signed in until the page is loaded anew
  }
}

export function keepCsrfToken(token: string): void {
  held = token;
  try {
    if (token) window.localStorage.setItem(KEY, token);
    else window.localStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}
