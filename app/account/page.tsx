import { Account } from "#components/accounts/account.tsx";
import { signInFirst } from "../sign-in-first.ts";

export const metadata = { title: "Account" };

export default async function Page() {
  await signInFirst("/account");
  return <Account />;
}
