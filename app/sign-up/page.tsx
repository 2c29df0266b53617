import { SignUp } from "#components/accounts/sign-up.tsx";

export const metadata = { title: "Make an account", robots: { index: false } };

export default function Page() {
  return <SignUp />;
}
