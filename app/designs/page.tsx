import { DesignList } from "#components/designs/design-list.tsx";

export const metadata = { title: "Designs" };

export default function Page() {
  return <DesignList />;
}
