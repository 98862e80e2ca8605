/** Who is signed in; known once for all of the console. */
import { signal } from "@preact/signals";
import { getJson, sendJson } from "../../api/client";
import { keepCsrfToken } from "../../api/csrf";
import { href } from "../../router";

export interface SignedInAs {
  name: string;
  accessKeyId: string;
  since: string;
  endsAt: string;
}

interface SignInState {
  authentication: "open" | "keys";
  signedIn: SignedInAs | null;
  csrfToken?: string;
}

export const signInState = signal<SignInState | null>(null);

export async function loadSignIn(): Promise<void> {
  signInState.value = await getJson<SignInState>("signin", { staysHere: true });
}

export async function signIn(accessKeyId: string, secretAccessKey: string): Promise<void> {
  const state = await sendJson<SignInState>("POST", "signin", { accessKeyId, secretAccessKey }, { staysHere: true });
  keepCsrfToken(state.csrfToken ?? "");
  signInState.value = { authentication: state.authentication, signedIn: state.signedIn };
}

/** The page is loaded anew, so that nothing of what was seen stays in it. */
export async function signOut(): Promise<void> {
  await sendJson("DELETE", "signin", undefined, { staysHere: true });
  keepCsrfToken("");
  window.location.assign(href("/signin"));
}
