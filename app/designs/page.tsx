import { DesignList } from "#components/designs/design-list.tsx";
import { signInFirst } from "../sign-in-first.ts";

export const metadata = { title: "Designs" };

export default async function Page() {
  await signInFirst("/designs");
  return <DesignList />;
}
