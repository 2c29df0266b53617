import { EmbedStudio } from "#components/studio/embed-studio.tsx";

export const metadata = { title: "Shared design", robots: { index: false } };

export default async function Page({ searchParams }: { readonly searchParams: Promise<{ readonly findings?: string | readonly string[] }> }) {
  const { findings } = await searchParams;
  return <EmbedStudio showsFindings={findings !== "off"} />;
}
