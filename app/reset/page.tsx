import { ResetPassword } from "#components/accounts/reset-password.tsx";

export const metadata = { title: "A new password", robots: { index: false } };

export default function Page() {
  return <ResetPassword />;
}
