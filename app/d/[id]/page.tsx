import { StoredStudio } from "#components/studio/stored-studio.tsx";
import { signInFirst } from "../../sign-in-first.ts";

export const metadata = { title: "Studio" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  await signInFirst(`/d/${id}`);
  return <StoredStudio id={decodeURIComponent(id)} />;
}
