import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { counted, listed, midSentence } from "#lib/model/sentence.ts";
import type { Design } from "#lib/model/design.ts";
import type { Analysis, AnalysisContext, AnalysisTable, Answer, Cell } from "../analysis.ts";
import type { DesignIndex } from "../design-index.ts";
import { isServiceCall } from "../mesh-transport.ts";
import { type Criterion, decision, scoreOf } from "../score.ts";
import { criteriaTable } from "./criteria-table.ts";
import { thresholdInput } from "./inputs.ts";
import { designSubject } from "./subjects.ts";

type Product = NonNullable<NonNullable<Design["mesh"]>["product"]>;

const PRODUCTS = ["istio", "linkerd", "consul"] as const satisfies readonly Product[];
const NAMES: Readonly<Record<Product, string>> = { istio: "Istio", linkerd: "Linkerd", consul: "Consul" };

/** What 000 §5 says about each product. */
const STRENGTHS: Readonly<Record<Product, string>> = {
  istio: "most features: traffic management, security, observability",
  linkerd: "light and simple, good observability",
  consul: "goes with Vault and Nomad, several clouds",
};
const COSTS: Readonly<Record<Product, string>> = {
  istio: "complex, steep to learn, takes the most memory and CPU",
  linkerd: "fewer features than Istio",
  consul: "less mature than the other two",
};

const HASHICORP = /\b(?:consul|nomad|vault|hashicorp)\b/iu;

/** Components that divide their traffic between versions. */
const splitting = (index: DesignIndex): readonly string[] =>
  COMPUTE_KINDS.flatMap((kind) => index.ofKind(kind))
    .filter(({ trafficSplit }) => (trafficSplit?.length ?? 0) > 0)
    .map(({ id }) => index.nameOf(id))
    .toSorted();

/** Calls between services that carry retries or a breaker of their own. */
const ownPolicies = (index: DesignIndex): number =>
  index.connectionsOfKind("call").filter((call) => isServiceCall(call, index) && (call.retry !== undefined || call.breaker !== undefined)).length;

function criteriaOf({ index, threshold }: AnalysisContext): readonly Criterion[] {
  const { mesh, org, requirements, profile } = index.design;
  const services = index.ofKind("service").length;
  const [consider, least] = [threshold("mesh.consider").value, threshold("mesh.min").value];
  const policies = ownPolicies(index);
  const inMesh = mesh?.retries !== undefined || mesh?.breaker !== undefined;
  const splits = splitting(index);
  const { stage, capabilities } = org ?? {};
  const mtls = requirements?.mtlsEverywhere;
  const isSkilled = capabilities?.includes("service-mesh");
  return [
    { id: "many", side: "for", title: `More than ${consider} services`, holds: services > consider, says: counted(services, "service") },
    {
      id: "mtls",
      side: "for",
      title: "Mutual TLS between all services",
      holds: mtls,
      says: mtls === undefined ? "the requirements do not say" : mtls ? "required" : "not required",
      asks: "whether mutual TLS is needed everywhere",
    },
    {
      id: "policies",
      side: "for",
      title: "The same policies on many calls",
      holds: policies > 1 || inMesh,
      says: inMesh
        ? "the mesh has them"
        : policies === 0
          ? "no call has retries or a breaker"
          : `${counted(policies, "call")} with retries or a breaker of ${policies === 1 ? "its" : "their"} own`,
    },
    { id: "canary", side: "for", title: "Canaries and split traffic", holds: splits.length > 0, says: splits.length === 0 ? "no traffic is split" : listed(splits) },
    { id: "few", side: "against", title: `Fewer than ${least} services`, holds: services < least, says: counted(services, "service") },
    {
      id: "early",
      side: "against",
      title: "An early stage",
      holds: stage === undefined ? undefined : stage === "early",
      says: stage ?? "nobody says",
      asks: "the stage of the product",
    },
    {
      id: "skill",
      side: "against",
      title: "Nobody knows service meshes",
      holds: isSkilled === undefined ? undefined : !isSkilled,
      says: isSkilled === undefined ? "no capability is named" : isSkilled ? "service-mesh is named" : "service-mesh is not named",
      asks: "whether people know service meshes",
    },
    { id: "functions", side: "against", title: "Functions instead of services", holds: profile === "serverless", says: profile ?? "the style is not said" },
  ];
}

/** The product that fits what the design makes use of, and why. */
function productFor(index: DesignIndex): { readonly product: Product; readonly because: string } {
  const { mesh, requirements } = index.design;
  const splits = splitting(index);
  if (splits.length > 0) return { product: "istio", because: `traffic to ${listed(splits)} is split` };
  if (mesh?.authzPolicies === true) return { product: "istio", because: "authorisation policies decide who may call whom" };
  const stack = [requirements?.constraints?.existingStack, requirements?.constraints?.teamExpertise, ...[...index.components.values()].map(({ technology }) => technology?.name)];
  if (stack.some((text) => text !== undefined && HASHICORP.test(text))) return { product: "consul", because: "the HashiCorp stack is there already" };
  return { product: "linkerd", because: "no traffic is split and no authorisation policy is used, so the lightest does" };
}

function comparison(product: Product, because: string, used: Product | undefined): AnalysisTable {
  const row = (title: string, cell: (one: Product) => Cell): readonly Cell[] => [{ value: title }, ...PRODUCTS.map(cell)];
  return {
    title: "Istio, Linkerd and Consul",
    columns: ["", ...PRODUCTS.map((one) => NAMES[one])],
    rows: [
      row("Strong in", (one) => ({ value: STRENGTHS[one] })),
      row("Price", (one) => ({ value: COSTS[one] })),
      row("Here", (one) => (one === product ? { value: `fits: ${because}`, tone: "good" } : { value: one === used ? "in use" : "–", tone: one === used ? "warning" : "neutral" })),
    ],
  };
}

/** Q22: whether a service mesh is worth its price, and which. */
export const meshScore: Analysis = {
  id: "mesh-score",
  number: "Q22",
  title: "Service mesh",
  question: "Is a service mesh worth it, and which?",
  group: "Style",
  formula: ["score = reasons for a mesh that hold − reasons against it that hold; a mesh pays above 0"],
  sources: ["000 §5 When to Use a Service Mesh", "000 §5 Istio vs Linkerd vs Consul"],
  rules: ["mesh/consider-mesh", "mesh/mtls-needs-mesh", "mesh/too-few-services", "mesh/early-stage", "mesh/team-not-ready", "mesh/heavier-than-needed", "mesh/duplicate-policy"],
  empty: "Draw a service.",
  subjects: ({ index }) => (COMPUTE_KINDS.some((kind) => index.ofKind(kind).length > 0) ? designSubject(index) : []),
  analyse(_subject, context): Answer {
    const { index } = context;
    const { mesh } = index.design;
    const criteria = criteriaOf(context);
    const score = scoreOf(criteria);
    const pays = decision(score);
    const { product, because } = productFor(index);
    const holding = (side: Criterion["side"]): string =>
      listed(criteria.filter((criterion) => criterion.side === side && criterion.holds === true).map(({ title }) => midSentence(title)));
    const [pro, contra] = [holding("for"), holding("against")];
    const reasons = `for it: ${pro || "nothing"}; against it: ${contra || "nothing"}`;
    const has = mesh === undefined ? "the design has none" : `the design has ${mesh.product ? NAMES[mesh.product] : "one"}`;
    const isHeavier = mesh?.product !== undefined && mesh.product !== product;
    return {
      verdict: pays === undefined ? "undecided" : mesh === undefined ? (pays ? "neutral" : "good") : pays && !isHeavier ? "good" : "bad",
      sentence:
        pays === undefined
          ? `Whether a service mesh pays depends on what the design does not say: ${listed(score.open.map(({ asks, title }) => asks ?? title))}; ${has}.`
          : pays
            ? `A service mesh pays, and ${NAMES[product]} fits: ${because}; ${has} (${reasons}).`
            : `A service mesh does not pay; ${has} (${reasons}).`,
      working: [
        `${score.held} for − ${score.against} against = ${score.balance}${score.open.length === 0 ? "" : `, between ${score.least} and ${score.most} with what is not known`}`,
      ],
      inputs: [
        thresholdInput(context, "mesh.consider", "Services above which a mesh is worth considering", "count"),
        thresholdInput(context, "mesh.min", "Services below which a mesh is too much", "count"),
      ],
      figures: [
        { label: "Score", value: score.balance > 0 ? `+${score.balance}` : String(score.balance), tone: score.balance > 0 ? "good" : "neutral" },
        { label: "Product that fits", value: NAMES[product] },
      ],
      tables: [criteriaTable("For and against a mesh", criteria, { for: "for it", against: "against it" }), comparison(product, because, mesh?.product)],
      lit: index.ofKind("service").map(({ id }) => id),
    };
  },
};
