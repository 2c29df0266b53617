import { LinkStudio } from "#components/studio/link-studio.tsx";

export const metadata = { title: "Shared design", robots: { index: false } };

export default function Page() {
  return <LinkStudio />;
}
