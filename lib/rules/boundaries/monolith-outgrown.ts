import { unitName } from "#lib/analysis/ownership.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const teams = sketch().boundary("team", "checkout").boundary("team", "money").boundary("team", "warehouse").boundary("team", "search");

export const monolithOutgrown = defineRule<{ readonly teams: readonly Id[]; readonly most: number }>({
  id: "boundaries/monolith-outgrown",
  title: "Too many teams on one codebase",
  severity: "info",
  each: "component",
  kinds: ["service"],
  check(service, { settings }) {
    const most = settings["boundaries.teamsPerCodebaseMax"];
    if (service.teams === undefined || service.teams.length <= most) return undefined;
    const distinct = [...new Set(service.teams)];
    return distinct.length > most ? finding({ property: "teams", data: { teams: distinct, most } }) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `${data.teams.length} teams (${listed(
      data.teams.map((id) => unitName(id, index)),
      6,
    )}) work on ${index.nameOf(element.id)}; up to ${data.most} get along on one codebase.`,
  why: "With every further team the merge queue, the release calendar and the blast radius of a mistake grow for all of them.",
  remedy: "Split off the contexts of the teams that wait the most, one at a time.",
  sources: ["000 §2 When to Use Microservices"],
  needs: ["component.teams"],
  thresholds: ["boundaries.teamsPerCodebaseMax"],
  needsPerson: "What to split off first depends on who waits for whom.",
  examples: {
    bad: [{ title: "Four teams on one shop", sketch: teams.service("shop", { teams: ["checkout", "money", "warehouse", "search"] }) }],
    good: [
      {
        title: "Search has its own service",
        sketch: teams
          .service("shop", { teams: ["checkout", "money", "warehouse"] })
          .service("search-service", { team: "search" })
          .call("shop", "search-service"),
      },
    ],
  },
});
