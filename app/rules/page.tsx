import { Suspense } from "react";
import { PageFrame } from "#components/page-frame.tsx";
import { RuleCatalogue } from "#components/rules/rule-catalogue.tsx";
import { RULES } from "#lib/rules/catalogue.ts";
import { categoryOf } from "#lib/rules/rule.ts";

export const metadata = { title: "Rules", description: "Everything that is checked, with why, what to do and where it comes from." };

export default function Page() {
  const rules = RULES.map(({ id, title, severity, why, remedy, fix }) => ({ id, category: categoryOf(id), title, severity, why, remedy, fixable: fix !== undefined }));
  return (
    <PageFrame>
      <Suspense>
        <RuleCatalogue rules={rules} />
      </Suspense>
    </PageFrame>
  );
}
