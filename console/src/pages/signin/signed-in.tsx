/** Who is signed in, and the way out; nothing where the server asks nobody who he is. */
export function SignedIn() {
  return null;
}
