import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { countInWords, inWords } from "#lib/model/in-words.ts";
import { listed } from "#lib/model/sentence.ts";
import type { Analysis, AnalysisContext, Input, Subject } from "../analysis.ts";
import { copiesOf } from "../capacity.ts";
import { poolDemand, poolFormula, poolPerInstance } from "../connection-pools.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { copiesInput } from "./copies-input.ts";
import { componentInput, connectionInput, missingAmong, once } from "./inputs.ts";
import { labelsOf } from "./labels.ts";
import { componentSubjects } from "./subjects.ts";

const count = (number: number): string => inWords(finite(number), "count");

/** A pool with the connections that all copies of its owner open. */
interface Share {
  readonly connection: Connection;
  readonly copies: number;
  readonly least: number;
  readonly size: number | undefined;
}

function sharesOf(index: DesignIndex, pools: readonly Connection[]): readonly Share[] {
  return pools
    .map((connection): Share => {
      const caller = index.source(connection);
      const copies = caller ? copiesOf(caller) : 1;
      return { connection, copies, least: Math.min(copies, Math.max(1, caller?.instances?.min ?? 1)), size: connection.pool?.size };
    })
    .toSorted((a, b) => b.copies * (b.size ?? 0) - a.copies * (a.size ?? 0) || (a.connection.id < b.connection.id ? -1 : 1));
}

/** Databases that somebody keeps a pool for, then those that say how many connections they accept. */
function poolSubjects({ index }: AnalysisContext): readonly Subject[] {
  const isPooled = ({ id }: Subject): boolean => index.incoming(id).some(({ kind, pool }) => kind === "data" && pool !== undefined);
  return componentSubjects(index, ["database"])
    .filter((subject) => isPooled(subject) || index.component(subject.id)?.maxConnections !== undefined)
    .toSorted((a, b) => Number(isPooled(b)) - Number(isPooled(a)));
}

const databaseInputs = (index: DesignIndex, { id }: Component): readonly Input[] => [
  ...componentInput(index, id, "maxConnections", "most connections", "count"),
  ...componentInput(index, id, "cores", "cores", "count"),
];

/** Q12: how many connections all pools on a database open together, and how large each should be. */
export const connectionPools: Analysis = {
  id: "connection-pools",
  number: "Q12",
  title: "Connection pools",
  question: "How many connections do all pools open on this database, and how large should each be?",
  group: "Capacity",
  formula: [
    "pool = 2 × cores + 1",
    "total = Σ most instances × pool size ≤ most connections",
    "per instance = ⌊most connections × 0.8 ÷ instances⌋; the rest is for migrations, backups and people",
  ],
  sources: ["000 §7 Database Connection Pooling", "003 Database Edge Cases 3"],
  rules: ["scalability/connections-exhausted", "scalability/pool-off-formula", "serverless/db-connections", "scalability/no-connection-pool"],
  empty: "Draw a database and give the connections to it a pool.",
  subjects: poolSubjects,
  analyse(subject, { index }) {
    const database = index.component(subject.id);
    if (!database) return { verdict: "undecided", sentence: "This database has gone.", working: [], inputs: [], figures: [] };
    const demand = poolDemand(database, index);
    const name = index.nameOf(database.id);
    const shares = sharesOf(index, demand?.pools ?? []);
    const inputs = once([
      ...databaseInputs(index, database),
      ...shares.flatMap(({ connection }) => {
        const caller = index.source(connection);
        return [...connectionInput(index, connection.id, "pool.size", "pool size", "count"), ...(caller ? copiesInput(index, caller) : [])];
      }),
    ]);
    const missing = missingAmong(inputs);
    const stillMissing = missing === undefined ? "" : `; still missing: ${missing}`;
    if (!demand)
      return {
        verdict: "neutral",
        sentence: `Nobody keeps a pool of connections to ${name}, so that each caller opens as many as it likes${stillMissing}.`,
        working: [],
        inputs,
        figures: [],
        lit: [database.id],
      };

    const { connections, copies, unsized } = demand;
    const accepted = database.maxConnections || undefined;
    const formula = database.cores ? poolFormula(database.cores) : undefined;
    const over = accepted !== undefined && connections > accepted;
    const isShared = database.pooler === true;
    const perInstance = accepted === undefined ? undefined : poolPerInstance(accepted, copies);
    const least = shares.reduce((sum, share) => sum + share.least * (share.size ?? 0), 0);
    const large = formula === undefined ? [] : shares.filter(({ size }) => size !== undefined && size > formula);
    const atLeast = unsized.length > 0 ? "at least " : "";
    const labels = labelsOf(
      index,
      shares.map(({ connection }) => connection.from),
    );
    const advice =
      over && !isShared && perInstance !== undefined
        ? [perInstance >= 1 ? `${countInWords(perInstance, "connection")} for each would fit` : "there are more instances than connections, so that it needs a pooler"]
        : [];
    return {
      verdict:
        (over && !isShared) || large.length > 0 ? "bad" : missing === undefined ? "good" : isShared && database.cores !== undefined && unsized.length === 0 ? "good" : "undecided",
      sentence: `${[
        `${count(copies)} ${copies === 1 ? "instance opens" : "instances open"} ${atLeast}${least === connections ? "" : "up to "}${countInWords(connections, "connection")} to ${name}${accepted === undefined ? "" : `, which accepts ${count(accepted)}`}`,
        ...(isShared ? ["a pooler shares fewer among them"] : []),
        ...advice,
        ...(large.length > 0 && database.cores !== undefined && formula !== undefined
          ? [
              `the ${large.length === 1 ? "pool" : "pools"} of ${listed(large.map(({ connection }) => index.nameOf(connection.from)))} ${large.length === 1 ? "is" : "are"} larger than the ${count(formula)} that ${countInWords(database.cores, "core")} work off best`,
            ]
          : []),
        ...(missing === undefined ? [] : [`still missing: ${missing}`]),
      ].join("; ")}.`,
      working: [
        ...(formula === undefined || database.cores === undefined ? [] : [`pool = 2 × ${count(database.cores)} + 1 = ${count(formula)}`]),
        `total = ${shares
          .slice(0, 12)
          .map((share) => `${count(share.copies)} × ${share.size === undefined ? "?" : count(share.size)}`)
          .join(" + ")}${shares.length > 12 ? " + …" : ""} = ${atLeast}${count(connections)}`,
        ...(perInstance === undefined || accepted === undefined ? [] : [`per instance = ⌊${count(accepted)} × 0.8 ÷ ${count(copies)}⌋ = ${count(perInstance)}`]),
      ],
      inputs,
      figures: [
        {
          label: unsized.length > 0 ? "At most instances, at least" : "With the most instances",
          value: finite(connections),
          unit: "count",
          tone: over && !isShared ? "bad" : "neutral",
        },
        ...(least === connections ? [] : [{ label: "With the fewest instances", value: finite(least), unit: "count" as const }]),
        ...(accepted === undefined ? [] : [{ label: "Accepted", value: accepted, unit: "count" as const }]),
        ...(perInstance === undefined ? [] : [{ label: "Fits per instance", value: perInstance, unit: "count" as const, ...(perInstance < 1 ? { tone: "bad" as const } : {}) }]),
        ...(formula === undefined ? [] : [{ label: "Best pool for its cores", value: formula, unit: "count" as const }]),
      ],
      charts:
        connections === 0
          ? []
          : [
              {
                kind: "bars",
                title: "Connections by caller, with the most instances",
                unit: "count",
                stacked: true,
                bars: shares
                  .flatMap(({ connection, copies: each, size }, at) =>
                    size ? [{ label: labels[at] ?? connection.from, value: finite(each * size), element: connection.from }] : [],
                  )
                  .slice(0, 12),
                ...(accepted === undefined ? {} : { limit: { label: "accepts", value: accepted } }),
              },
            ],
      tables: [
        {
          title: "Pools",
          columns: ["Caller", "Instances", "Pool", "Connections"],
          rows: shares.map(({ connection, copies: each, size }, at) => [
            { value: labels[at] ?? connection.from, element: connection.id },
            { value: each, unit: "count" as const },
            size === undefined ? { value: "not known" } : { value: size, unit: "count" as const, ...(formula !== undefined && size > formula ? { tone: "warning" as const } : {}) },
            size === undefined ? { value: "not known" } : { value: finite(each * size), unit: "count" as const },
          ]),
        },
      ],
      lit: [database.id, ...shares.flatMap(({ connection }) => [connection.id, connection.from])],
      marks: [
        { element: database.id, text: accepted === undefined ? count(connections) : `${count(connections)} of ${count(accepted)}`, tone: over && !isShared ? "bad" : "neutral" },
        ...shares.flatMap(({ connection, copies: each, size }) =>
          size === undefined ? [] : [{ element: connection.from, text: `${count(each)} × ${count(size)}`, tone: "neutral" as const }],
        ),
      ],
    };
  },
};
