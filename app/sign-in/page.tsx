import { SignIn } from "#components/accounts/sign-in.tsx";

export const metadata = { title: "Sign in", robots: { index: false } };

export default function Page() {
  return <SignIn />;
}
