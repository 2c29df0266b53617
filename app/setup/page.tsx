import { SetUp } from "#components/accounts/set-up.tsx";

export const metadata = { title: "Set up", robots: { index: false } };

export default function Page() {
  return <SetUp />;
}
