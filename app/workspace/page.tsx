import { WorkspacePage } from "#components/workspace/workspace-page.tsx";
import { signInFirst } from "../sign-in-first.ts";

export const metadata = { title: "Workspace" };

export default async function Page() {
  await signInFirst("/workspace");
  return <WorkspacePage />;
}
