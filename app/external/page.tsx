import { External } from "#components/accounts/external.tsx";

export const metadata = { title: "Signing in", robots: { index: false } };

export default function Page() {
  return <External />;
}
