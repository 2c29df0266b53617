import { PageFrame } from "#components/page-frame.tsx";
import { ReferencePage } from "#components/rules/reference-page.tsx";

export const metadata = { title: "Reference", description: "The decision tables of the source checklists, with the rules that hold a design to them." };

export default function Page() {
  return (
    <PageFrame>
      <ReferencePage />
    </PageFrame>
  );
}
