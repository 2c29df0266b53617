import spectralCore from "@stoplight/spectral-core";
import type { Design } from "#lib/model/design.ts";
import type { Rule } from "#lib/rules/rule.ts";

const { Spectral } = spectralCore;

const isSet = (value: unknown) => (value === undefined || value === null || value === false ? [{ message: "is not set" }] : undefined);

const anyOf = (kinds: readonly string[]) => kinds.map((kind) => `@.kind == '${kind}'`).join(" || ");

function givenFor(rule: Rule): string {
  switch (rule.each) {
    case "component":
      return `$.components[?(${anyOf(rule.kinds)})]`;
    case "connection":
      return `$.connections[?(${anyOf(rule.kinds)})]`;
    case "flow":
      return "$.flows[*]";
    case "saga":
      return "$.sagas[*]";
    case "boundary":
      return "$.boundaries[*]";
    case "design":
      return "$";
  }
}

/** The first property that a rule reads of its own subject. */
function fieldFor(rule: Rule): string {
  const own = rule.needs.find((need) => need.startsWith(`${rule.each}.`)) ?? rule.needs[0] ?? "name";
  return own.split(".")[1] ?? "name";
}

/** A Spectral linter with one simple rule for each of ours: the same subjects, and a look at one property where ours may walk the graph. Returns how many results a run has. */
export function spectralLike(rules: readonly Rule[]): (design: Design) => Promise<number> {
  const spectral = new Spectral();
  const definitions = rules.map(
    (rule) =>
      [
        rule.id.replace("/", "-"),
        { given: givenFor(rule), message: `${rule.title}: {{property}}`, severity: "warn", resolved: false, then: { field: fieldFor(rule), function: isSet } },
      ] as const,
  );
  spectral.setRuleset({ rules: Object.fromEntries(definitions) });
  return async (design) => {
    // Handing over the parsed value spares Spectral its own parser and source map.
    const parsed = { parsed: { data: design, diagnostics: [], ast: {}, lineMap: [] }, getLocationForJsonPath: () => undefined };
    return (await spectral.run(parsed)).length;
  };
}
