import { StoredStudio } from "#components/studio/stored-studio.tsx";

export const metadata = { title: "Studio" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <StoredStudio id={decodeURIComponent(id)} />;
}
