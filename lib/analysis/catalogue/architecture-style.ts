import type { Component } from "#lib/model/component.ts";
import type { Profile } from "#lib/model/design.ts";
import { inWords } from "#lib/model/in-words.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { counted, listed, midSentence } from "#lib/model/sentence.ts";
import type { Analysis, AnalysisContext, Answer, Input } from "../analysis.ts";
import { isServiceCall } from "../mesh-transport.ts";
import { type Criterion, decision, type Score, scoreOf } from "../score.ts";
import { criteriaTable } from "./criteria-table.ts";
import { componentInput, designInput, once, thresholdInput } from "./inputs.ts";
import { designSubject } from "./subjects.ts";

const STYLES: Readonly<Record<Profile, string>> = { "modular-monolith": "a modular monolith", microservices: "microservices", serverless: "serverless functions" };

/** What running many services takes. */
const OPERATIONS = ["ci-cd", "observability"] as const;

const most = (service: Component): number => Math.max(1, service.instances?.max ?? 1);

/** Services by how many instances of them run at most, the fewest first. */
const byScale = (services: readonly Component[]): readonly Component[] => services.toSorted((a, b) => most(a) - most(b) || (a.id < b.id ? -1 : 1));

/** Whether services differ in something that each may say about itself; not known while some say nothing and no two differ. */
function differ(services: readonly Component[], property: "releaseCadence" | "language"): Pick<Criterion, "holds" | "says"> {
  const values = [...new Set(services.flatMap((service) => service[property]?.trim() || []))].toSorted();
  const silent = services.filter((service) => !service[property]?.trim()).length;
  return {
    holds: values.length >= 2 ? true : silent > 0 ? undefined : false,
    says: `${values.length === 0 ? "none is named" : listed(values)}${silent > 0 ? `; ${counted(silent, "service")} ${silent === 1 ? "says" : "say"} nothing` : ""}`,
  };
}

/** What speaks for and against microservices (000 §2). */
function microservices({ index, threshold }: AnalysisContext): readonly Criterion[] {
  const { design } = index;
  const services = index.ofKind("service");
  const teams = design.boundaries.filter(({ kind }) => kind === "team").length;
  const scaled = byScale(services);
  const [smallest, largest] = [scaled[0], scaled.at(-1)];
  const ratio = smallest && largest ? most(largest) / most(smallest) : 1;
  const engineers = design.org?.engineers;
  const capabilities = design.org?.capabilities;
  const lacking = OPERATIONS.filter((capability) => !capabilities?.includes(capability));
  const clarity = design.org?.domainClarity;
  const [teamsMax, scaleRatio, smallTeam] = [
    threshold("boundaries.teamsPerCodebaseMax").value,
    threshold("boundaries.scaleRatio").value,
    threshold("boundaries.smallTeamMax").value,
  ];
  return [
    {
      id: "teams",
      side: "for",
      title: `More than ${teamsMax} teams`,
      holds: teams === 0 ? undefined : teams > teamsMax,
      says: teams === 0 ? "no team is drawn" : counted(teams, "team"),
      asks: "how many teams there are",
    },
    { id: "cadence", side: "for", title: "Different release cadences", ...differ(services, "releaseCadence"), asks: "how often each service is released" },
    { id: "languages", side: "for", title: "Different languages", ...differ(services, "language"), asks: "the language of each service" },
    {
      id: "scale",
      side: "for",
      title: `${inWords(scaleRatio, "factor")} more instances of one than of another`,
      holds: ratio >= scaleRatio,
      says:
        smallest && largest
          ? `${inWords(ratio, "factor")}: ${index.nameOf(largest.id)} ${inWords(most(largest), "count")}, ${index.nameOf(smallest.id)} ${inWords(most(smallest), "count")}`
          : "no service is drawn",
    },
    {
      id: "engineers",
      side: "against",
      title: `${smallTeam} engineers or fewer`,
      holds: engineers === undefined ? undefined : engineers <= smallTeam,
      says: engineers === undefined ? "nobody says how many there are" : counted(engineers, "engineer"),
      asks: "how many engineers there are",
    },
    {
      id: "operations",
      side: "against",
      title: "No continuous delivery or no observability",
      holds: capabilities === undefined ? undefined : lacking.length > 0,
      says: capabilities === undefined ? "no capability is named" : lacking.length > 0 ? `lacks ${listed(lacking)}` : "both are there",
      asks: "whether there is continuous delivery and observability",
    },
    {
      id: "domain",
      side: "against",
      title: "Unclear domain boundaries",
      holds: clarity === undefined ? undefined : clarity === "unclear",
      says: clarity === undefined ? "nobody says" : clarity,
      asks: "whether the domain boundaries are confirmed",
    },
  ];
}

/** What speaks for and against functions: bursts that cost nothing in between; no long-running services, calls between functions or mesh (000 MDL). */
function serverless({ index, threshold }: AnalysisContext): readonly Criterion[] {
  const { design } = index;
  const functions = index.ofKind("function");
  const services = index.ofKind("service");
  const { peakRps, avgRps } = design.requirements?.nfr ?? {};
  const bursts = peakRps !== undefined && avgRps ? peakRps / avgRps : undefined;
  const [peakToAvg, longest] = [threshold("capacity.peakToAvg").value, threshold("sls.gatewayTimeoutMs").value];
  const between = index.connectionsOfKind("call").filter((call) => isServiceCall(call, index)).length;
  const slow = [...index.components.values()].filter((component) => isCompute(component) && (component.timeoutMs ?? 0) > longest);
  return [
    {
      id: "functions",
      side: "for",
      title: "Work done by functions",
      holds: functions.length > services.length,
      says: `${counted(functions.length, "function")}, ${counted(services.length, "service")}`,
    },
    {
      id: "bursts",
      side: "for",
      title: `A peak of ${inWords(peakToAvg, "factor")} the average load`,
      holds: bursts === undefined ? undefined : bursts >= peakToAvg,
      says: bursts === undefined ? "peak or average load is missing" : `${inWords(bursts, "factor")} the average`,
      asks: "the average and the peak load",
    },
    {
      id: "running",
      side: "against",
      title: "Services that run all the time",
      holds: services.length > 0,
      says: services.length === 0 ? "none" : counted(services.length, "service"),
    },
    { id: "calls", side: "against", title: "Calls between functions or services", holds: between > 0, says: between === 0 ? "none" : counted(between, "call") },
    { id: "mesh", side: "against", title: "A service mesh", holds: design.mesh !== undefined, says: design.mesh === undefined ? "none" : (design.mesh.product ?? "a mesh") },
    {
      id: "long",
      side: "against",
      title: `Work that takes longer than ${inWords(longest, "ms")}`,
      holds: slow.length > 0,
      says: slow.length === 0 ? "none" : listed(slow.map(({ id }) => index.nameOf(id)).toSorted()),
    },
  ];
}

/** The style that the scores lead to; nothing while they depend on what is not known. */
function styleOf(forFunctions: Score, forServices: Score): Profile | undefined {
  const functions = decision(forFunctions);
  if (functions === true) return "serverless";
  const services = decision(forServices);
  if (functions === undefined || services === undefined) return undefined;
  return services ? "microservices" : "modular-monolith";
}

function inputsOf(context: AnalysisContext): readonly Input[] {
  const { index } = context;
  const scaled = byScale(index.ofKind("service"));
  const ends = scaled.length > 1 ? [scaled.at(-1), scaled[0]] : [];
  return [
    ...designInput(index, "org.engineers", "Engineers", "count"),
    ...designInput(index, "requirements.nfr.peakRps", "Peak load of the system", "rps"),
    ...designInput(index, "requirements.nfr.avgRps", "Average load of the system", "rps"),
    ...once(
      ends.flatMap((service) => (service ? componentInput(index, service.id, "instances.max", "most instances", "count", { value: 1, assumed: "counts as 1 while unset" }) : [])),
    ),
    thresholdInput(context, "boundaries.teamsPerCodebaseMax", "Teams on one codebase", "count"),
    thresholdInput(context, "boundaries.scaleRatio", "Difference in scale", "factor"),
    thresholdInput(context, "boundaries.smallTeamMax", "Engineers of a small team", "count"),
    thresholdInput(context, "capacity.peakToAvg", "Peak over average", "factor"),
    thresholdInput(context, "sls.gatewayTimeoutMs", "Longest work of a function", "ms"),
  ];
}

const named = (criteria: readonly Criterion[], side: Criterion["side"]): readonly string[] =>
  criteria.filter((criterion) => criterion.side === side && criterion.holds === true).map(({ title }) => midSentence(title));

const reasons = (criteria: readonly Criterion[], them: string): string =>
  `for ${them}: ${listed(named(criteria, "for")) || "nothing"}; against ${them}: ${listed(named(criteria, "against")) || "nothing"}`;

/** Q21: which architecture style the people and the load ask for. */
export const architectureStyle: Analysis = {
  id: "architecture-style",
  number: "Q21",
  title: "Architecture style",
  question: "Modular monolith, microservices or serverless?",
  group: "Style",
  formula: [
    "microservices when more drivers hold than blockers: teams, cadence, languages, scale against few engineers, no operations skills, unclear domain",
    "serverless when functions do the work and nothing of what functions cannot do is asked of them",
    "otherwise a modular monolith",
  ],
  sources: ["000 §2 When to Use Microservices, When NOT", "001 Approach 1", "000 MDL intro"],
  rules: [
    "boundaries/premature-microservices",
    "boundaries/no-microservices-driver",
    "boundaries/ops-capability-missing",
    "boundaries/unclear-domain",
    "boundaries/monolith-outgrown",
  ],
  empty: "Draw what runs your code: a service or a function.",
  subjects: ({ index }) => ([...index.components.values()].some(isCompute) ? designSubject(index) : []),
  analyse(_subject, context): Answer {
    const { profile } = context.index.design;
    const [services, functions] = [microservices(context), serverless(context)];
    const [forServices, forFunctions] = [scoreOf(services), scoreOf(functions)];
    const style = styleOf(forFunctions, forServices);
    const drawn = profile === undefined ? "the design does not say what it is" : profile === style ? "the design is drawn that way" : `the design is drawn as ${STYLES[profile]}`;
    const open = decision(forFunctions) === undefined ? [...forFunctions.open, ...forServices.open] : forServices.open;
    const why = style === "serverless" ? reasons(functions, "them") : reasons(services, style === "microservices" ? "them" : "microservices");
    return {
      verdict: style === undefined ? "undecided" : profile === undefined ? "neutral" : style === profile ? "good" : "bad",
      sentence:
        style === undefined
          ? `Which style fits depends on what the design does not say: ${listed(open.map(({ asks, title }) => asks ?? title))}.`
          : `${STYLES[style].charAt(0).toUpperCase()}${STYLES[style].slice(1)} ${style === "modular-monolith" ? "fits" : "fit"} (${why}); ${drawn}.`,
      working: [
        `microservices: ${forServices.held} for − ${forServices.against} against = ${forServices.balance}${forServices.open.length === 0 ? "" : `, between ${forServices.least} and ${forServices.most} with what is not known`}`,
        `serverless: ${forFunctions.held} for − ${forFunctions.against} against = ${forFunctions.balance}${forFunctions.open.length === 0 ? "" : `, between ${forFunctions.least} and ${forFunctions.most} with what is not known`}`,
      ],
      inputs: inputsOf(context),
      figures: [
        {
          label: "Recommended",
          value: style === undefined ? "not yet" : STYLES[style],
          tone: style === undefined ? "neutral" : style === profile || profile === undefined ? "good" : "bad",
        },
        { label: "Drawn as", value: profile === undefined ? "not said" : STYLES[profile] },
      ],
      tables: [
        criteriaTable("Microservices", services, { for: "driver", against: "blocker" }),
        criteriaTable("Serverless functions", functions, { for: "driver", against: "blocker" }),
      ],
    };
  },
};
