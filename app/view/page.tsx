import { CodeStudio } from "#components/studio/shown-studio.tsx";

export const metadata = { title: "Shared design", robots: { index: false } };

export default function Page() {
  return <CodeStudio />;
}
