import { useEffect, useId, useState } from "preact/hooks";
import { ApiError } from "../../api/client";
import { go, queryValue } from "../../router";
import { Button } from "../../ui/controls";
import { useTitle } from "../../ui/page";
import { Command, ErrorState, Loading } from "../../ui/states";
import { readKey, safeNext } from "./key";
import { loadSignIn, signIn, signInState } from "./state";

export default function SignInPage() {
  useTitle("Sign in");
  const [failure, setFailure] = useState<unknown>(null);
  const load = () => {
    setFailure(null);
    loadSignIn().catch(setFailure);
  };
  useEffect(load, []);
  const state = signInState.value;
  return (
    <div class="signin">
      <section class="card signin-card">
        <div class="card-body">
        <header class="signin-head">
          <img src="/console/favicon.svg" alt="" width="36" height="36" />
          <h1>Sign in to Headwater</h1>
          <p class="muted">{window.location.host}</p>
        </header>
        {failure ? (
          <ErrorState error={failure} onRetry={load} />
        ) : state === null ? (
          <Loading what="the page" />
        ) : state.authentication === "open" ? (
          <Notice text="This server is open to its own machine: nobody has to sign in." />
        ) : state.signedIn ? (
          <Notice text={`You are signed in as ${state.signedIn.name}.`} />
        ) : (
          <SignInForm />
        )}
        </div>
      </section>
    </div>
  );
}

function Notice({ text }: { text: string }) {
  return (
    <div class="signin-form">
      <p>{text}</p>
      <a class="button is-primary" href={safeNext(queryValue("next"))}>
        Go to the console
      </a>
    </div>
  );
}

function SignInForm() {
  const [keyId, setKeyId] = useState("");
  const [secret, setSecret] = useState("");
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  const submit = async () => {
    if (!keyId || !secret) {
      setProblem("A key has an id and a secret; both are needed.");
      return;
    }
    setBusy(true);
    setProblem("");
    try {
      await signIn(keyId.trim(), secret.trim());
      go(safeNext(queryValue("next")), { replace: true });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      if (error instanceof ApiError && error.status === 401) setSecret("");
      setBusy(false);
    }
  };
  // What `headwater keys create --json` printed may be pasted as it is.
  const paste = (event: ClipboardEvent) => {
    const key = readKey(event.clipboardData?.getData("text") ?? "");
    if (!key) return;
    event.preventDefault();
    setKeyId(key.accessKeyId);
    setSecret(key.secretAccessKey);
  };
  return (
    <form
      class="signin-form"
      noValidate
      onPaste={paste}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label class="field">
        <span>Access key ID</span>
        <input
          type="text"
          name="username"
          autocomplete="username"
          autocapitalize="off"
          spellcheck={false}
          autofocus
          value={keyId}
          placeholder="HWAK…"
          aria-invalid={problem !== ""}
          aria-describedby={problem ? id : undefined}
          onInput={(event) => setKeyId(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>Secret access key</span>
        <input
          type="password"
          name="password"
          autocomplete="current-password"
          value={secret}
          aria-invalid={problem !== ""}
          aria-describedby={problem ? id : undefined}
          onInput={(event) => setSecret(event.currentTarget.value)}
        />
      </label>
      <p class="signin-problem" id={id} role="alert">
        {problem}
      </p>
      <Button kind="primary" type="submit" isBusy={isBusy}>
        Sign in
      </Button>
      <div class="signin-help muted">
        <p>No key yet? Make one where the server runs:</p>
        <Command>headwater keys create NAME</Command>
      </div>
    </form>
  );
}
