import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageFrame } from "#components/page-frame.tsx";
import { RulePage } from "#components/rules/rule-page.tsx";
import { RULES, ruleById } from "#lib/rules/catalogue.ts";
import { explain } from "#lib/rules/explanation.ts";

interface Props {
  readonly params: Promise<{ readonly category: string; readonly name: string }>;
}

export const generateStaticParams = () => RULES.map(({ id }) => ({ category: id.slice(0, id.indexOf("/")), name: id.slice(id.indexOf("/") + 1) }));

const ruleOf = async ({ params }: Props) => {
  const { category, name } = await params;
  return ruleById(`${category}/${name}`);
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const rule = await ruleOf(props);
  return rule ? { title: rule.title, description: rule.why } : { title: "No such rule" };
}

export default async function Page(props: Props) {
  const rule = await ruleOf(props);
  if (!rule) notFound();
  return (
    <PageFrame>
      <RulePage explanation={explain(rule)} />
    </PageFrame>
  );
}
