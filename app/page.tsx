import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { serverRuntime } from "#lib/server/runtime.ts";

export const dynamic = "force-dynamic";

/** A newcomer meets the sample with its findings lit; somebody who has designs finds them; where there are accounts, one signs in first. */
export default async function Page() {
  redirect(await serverRuntime().startPage((await headers()).get("cookie")));
}
