import { PageFrame } from "#components/page-frame.tsx";
import { UnknownRule } from "#components/rules/unknown-rule.tsx";
import { RULES } from "#lib/rules/catalogue.ts";

export default function NotFound() {
  return (
    <PageFrame>
      <UnknownRule rules={RULES.map(({ id, title, severity }) => ({ id, title, severity }))} />
    </PageFrame>
  );
}
