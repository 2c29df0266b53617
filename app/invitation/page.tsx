import { Invitation } from "#components/accounts/sign-up.tsx";

export const metadata = { title: "Invitation", robots: { index: false } };

export default function Page() {
  return <Invitation />;
}
