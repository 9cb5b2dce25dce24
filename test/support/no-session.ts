/** For pretended sandboxes whose test opens no session. */
export async function noSession(): Promise<never> {
  throw new Error("Cannot open a session: the sandbox is pretended");
}
