import { useEffect, useState } from "preact/hooks";
import { goSignIn } from "../../api/client";
import { IconButton } from "../../ui/controls";
import { Icon } from "../../ui/icons";
import { sayError } from "../../ui/toast";
import { loadSignIn, signInState, signOut } from "./state";

/** Who is signed in, and the way out; nothing where the server asks nobody who he is. */
export function SignedIn() {
  const [isLeaving, setLeaving] = useState(false);
  useEffect(() => {
    if (signInState.peek() !== null) return;
    const check = () => {
      const state = signInState.peek();
      if (state?.authentication === "keys" && !state.signedIn) goSignIn();
    };
    loadSignIn().then(check, () => undefined); // what cannot be reached is said by the page
  }, []);
  const one = signInState.value?.signedIn;
  if (!one) return null;
  const leave = async () => {
    setLeaving(true);
    try {
      await signOut();
    } catch (error) {
      sayError(error);
      setLeaving(false);
    }
  };
  return (
    <div class="signed-in" title={`Signed in with the key ${one.accessKeyId}`}>
      <Icon name="lock" />
      <span class="signed-in-name">
        <span class="hidden">Signed in as </span>
        {one.name}
      </span>
      <IconButton icon="signout" label="Sign out" disabled={isLeaving} onClick={() => void leave()} />
    </div>
  );
}
