import { redirect } from "next/navigation";
import { hasDesigns } from "#lib/server/designs/has-designs.ts";

export const dynamic = "force-dynamic";

/** A newcomer meets the sample with its findings lit; somebody who has designs finds them. */
export default async function Page() {
  redirect((await hasDesigns()) ? "/designs" : "/sample");
}
