import { inWords } from "#lib/model/in-words.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Analysis, AnalysisContext, Answer, Chart, Figure, Input } from "../analysis.ts";
import { type CacheLoss, cacheLoss, lossFactor, originOf, originRps, parallelMisses } from "../cache-loss.ts";
import { isCaching } from "../cached-reads.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { byId } from "../ownership.ts";
import { componentInput, connectionInput, missingAmong, once } from "./inputs.ts";
import { percent, rounded } from "./percent.ts";
import { connectionSubjects } from "./subjects.ts";

/** Hits of the worked example; a design does not say how often its caches hit. */
const HIT_RATIO = 0.95;

const rps = (value: number): string => inWords(finite(value), "rps");

/** How a cache keeps many requests from loading the same entry, in words. */
const PROTECTED: Readonly<Record<string, string>> = {
  lock: "a lock lets one of them load it",
  singleFlight: "single flight lets one of them load it",
  earlyExpiry: "it is renewed before it expires",
};

function inputsOf(index: DesignIndex, access: Connection, loss: CacheLoss | undefined): readonly Input[] {
  return once([
    ...connectionInput(index, access.id, "readRps", "cached reads", "rps"),
    ...connectionInput(index, access.id, "loadMs", "time to load an entry", "ms"),
    ...byId(loss?.accesses ?? []).flatMap(({ id }) => connectionInput(index, id, "readRps", "cached reads", "rps")),
    ...byId(loss?.members ?? []).flatMap(({ id }) => [
      ...byId(index.incoming(id)).flatMap(({ id: reader, kind, mode, readRps }) =>
        kind === "data" && mode !== "w"
          ? connectionInput(index, reader, "readRps", "reads", "rps", readRps === undefined ? { value: 0, assumed: "counts as 0 while unset" } : undefined)
          : [],
      ),
      ...componentInput(index, id, "maxReadRps", "most reads", "rps"),
    ]),
  ]);
}

/** What happens when an entry that is read often expires. */
function stampedeOf({ readRps, loadMs, stampede }: Connection): { readonly misses: number; readonly isProtected: boolean; readonly says: string } | undefined {
  if (readRps === undefined || loadMs === undefined) return undefined;
  const misses = finite(parallelMisses(readRps, loadMs));
  const how = stampede === undefined ? undefined : PROTECTED[stampede];
  const count = Math.ceil(misses);
  const says =
    misses <= 1 ? "an entry that expires is loaded once" : `${inWords(count, "count")} requests want a hot entry that expires${how ? `, and ${how}` : ", and all of them load it"}`;
  return { misses, isProtected: misses <= 1 || how !== undefined, says };
}

function chartsOf(name: string, { cachedRps, directRps, capacityRps }: CacheLoss, hit: number): readonly Chart[] {
  const [now, lost] = [finite(directRps + originRps(cachedRps, hit)), finite(directRps + cachedRps)];
  const isTooMuch = capacityRps !== undefined && lost > capacityRps;
  const at = (share: number) => [share, finite(directRps + originRps(cachedRps, share))] as const;
  return [
    {
      kind: "bars",
      title: `Reads of ${name}`,
      unit: "rps",
      bars: [
        { label: `${percent(hit)} hits`, value: now, tone: capacityRps !== undefined && now > capacityRps ? "bad" : "good" },
        { label: "Cache lost", value: lost, tone: isTooMuch ? "bad" : "warning" },
      ],
      ...(capacityRps === undefined ? {} : { limit: { label: "Most reads", value: capacityRps } }),
    },
    ...(isTooMuch
      ? [
          {
            kind: "lines",
            title: "Reads by hit ratio",
            x: { label: "hit ratio", unit: "ratio" },
            y: { label: "reads per second", unit: "rps" },
            series: [{ name: "reads", points: [0, 0.25, 0.5, 0.75, 1].map(at) }],
            limits: [{ label: `most ${rps(capacityRps)}`, y: capacityRps }],
            marks: [{ label: percent(hit), x: hit }],
          } as const,
        ]
      : []),
  ];
}

function analyse(access: Connection, context: AnalysisContext): Answer {
  const { index } = context;
  const hit = Math.min(1, Math.max(0, context.values["hit"] ?? HIT_RATIO));
  const origin = originOf(access, index);
  const loss = origin && cacheLoss(origin, index);
  const inputs = inputsOf(index, access, loss);
  const missing = missingAmong(inputs);
  const stampede = stampedeOf(access);
  const lit = [access.from, access.id, access.to, ...(loss?.members.map(({ id }) => id) ?? [])];
  if (!origin || !loss) {
    const cache = index.nameOf(access.to);
    return {
      verdict: stampede && !stampede.isProtected ? "bad" : "undecided",
      sentence: `Which database is behind ${cache} is not known: name the origin of the connection${stampede ? `; ${stampede.says}` : ""}.`,
      working: [],
      inputs,
      figures: [],
      lit,
    };
  }
  const name = index.nameOf(origin.id);
  const { cachedRps, directRps, capacityRps } = loss;
  if (cachedRps === 0 && missing) {
    return { verdict: "undecided", sentence: `What the cache keeps from ${name} cannot be said yet; missing: ${missing}.`, working: [], inputs, figures: [], lit };
  }
  const [now, lost] = [directRps + originRps(cachedRps, hit), directRps + cachedRps];
  const isTooMuch = capacityRps !== undefined && lost > capacityRps;
  const factor = lossFactor(hit);
  const needed = capacityRps !== undefined && cachedRps > 0 && isTooMuch ? Math.min(1, Math.max(0, 1 - (capacityRps - directRps) / cachedRps)) : undefined;
  const isOpen = missing !== undefined;
  const carries = capacityRps === undefined ? "" : isTooMuch ? `, more than the ${rps(capacityRps)} it can carry` : `, and it can carry ${rps(capacityRps)}`;
  const figures: readonly Figure[] = [
    { label: "Reads while it hits", value: finite(now), unit: "rps" },
    { label: "Reads when it is lost", value: finite(lost), unit: "rps", tone: isTooMuch ? "bad" : "neutral" },
    ...(factor === undefined ? [] : [{ label: "Cached reads multiply by", value: factor, unit: "factor" } as const]),
    ...(needed === undefined ? [] : [{ label: "Hit ratio it cannot do without", value: rounded(needed), unit: "ratio", tone: "warning" } as const]),
    ...(stampede ? [{ label: "Parallel misses of a hot entry", value: Math.ceil(stampede.misses), unit: "count", tone: stampede.isProtected ? "neutral" : "bad" } as const] : []),
  ];
  return {
    verdict: isTooMuch || (stampede && !stampede.isProtected) ? "bad" : isOpen ? "undecided" : "good",
    sentence: `With ${percent(hit)} hits ${name} is read at ${isOpen ? "no less than " : ""}${rps(now)}, without the cache at ${rps(lost)}${carries}${stampede ? `; ${stampede.says}` : ""}${missing ? `; missing: ${missing}` : ""}.`,
    working: [
      `with the cache: ${rps(directRps)} + ${rps(cachedRps)} × (1 − ${percent(hit)}) = ${rps(now)}`,
      `without: ${rps(directRps)} + ${rps(cachedRps)} = ${rps(lost)}`,
      ...(factor === undefined ? [] : [`factor = 1 ÷ (1 − ${percent(hit)}) = ${inWords(factor, "factor")}`]),
      ...(stampede && access.readRps !== undefined && access.loadMs !== undefined
        ? [`parallel misses = ${rps(access.readRps)} × ${inWords(access.loadMs, "ms")} = ${Number(stampede.misses.toPrecision(3))}`]
        : []),
    ],
    inputs,
    figures,
    charts: lost > 0 ? chartsOf(name, loss, hit) : [],
    lit,
    marks: [
      { element: access.id, text: `${percent(hit)} hits`, tone: "neutral" },
      ...(lost > 0 ? [{ element: origin.id, text: `lost: ${rps(lost)}`, tone: isTooMuch ? "bad" : "neutral" } as const] : []),
    ],
  };
}

/** Q17: what a cache keeps from its database, and what happens without it. */
export const cacheEffect: Analysis = {
  id: "cache-effect",
  number: "Q17",
  title: "Cache effect and loss",
  question: "What does the cache keep away, and what if it is lost?",
  group: "Capacity",
  formula: [
    "reads of the database = direct + cached × (1 − hit ratio); without the cache direct + cached",
    "factor = 1 ÷ (1 − hit ratio)",
    "parallel misses of a hot entry = reads × time to load",
  ],
  sources: ["000 §1", "000 §7 (cache stampede)", "003 Step 5.1"],
  rules: ["caching/cache-loss-overload", "caching/stampede"],
  empty: "Connect a service to a cache.",
  subjects: ({ index }) =>
    connectionSubjects(index, ["cacheAccess"]).flatMap((subject) => {
      const access = index.connections.get(subject.id);
      // What is cached tells two connections between the same ends apart.
      return access && isCaching(access) ? [{ ...subject, name: access.label ? `${subject.name} (${access.label})` : subject.name }] : [];
    }),
  parameters: () => [{ id: "hit", label: "Hit ratio", unit: "ratio", value: HIT_RATIO, origin: "an example: the design does not say how often the cache hits" }],
  analyse(subject, context) {
    const access = context.index.connections.get(subject.id);
    return access ? analyse(access, context) : { verdict: "neutral", sentence: "It is no longer part of the design.", working: [], inputs: [], figures: [] };
  },
};
