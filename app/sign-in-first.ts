import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { serverRuntime } from "#lib/server/runtime.ts";

/** Sends whoever has to sign in first there, and back to a path afterwards. Only a convenience: what one may do is judged where data is touched. */
export async function signInFirst(path: string): Promise<void> {
  const start = await serverRuntime().startPage((await headers()).get("cookie"));
  if (start === "/setup") redirect(start);
  if (start === "/sign-in") redirect(`${start}?next=${encodeURIComponent(path)}`);
}
