import { SampleStudio } from "#components/studio/sample-studio.tsx";
import { sampleDesign } from "#examples/templates.ts";

export const metadata = { title: "Sample" };

export default function Page() {
  return <SampleStudio design={sampleDesign()} />;
}
