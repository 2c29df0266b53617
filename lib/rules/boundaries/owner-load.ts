import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { teamOf } from "#lib/analysis/ownership.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

function servicesByTeam(index: DesignIndex): Map<Id, Id[]> {
  const teams = new Map<Id, Id[]>();
  for (const service of index.ofKind("service")) {
    const team = teamOf(service, index);
    if (team === undefined) continue;
    const owned = teams.get(team);
    if (owned) owned.push(service.id);
    else teams.set(team, [service.id]);
  }
  return teams;
}

export const ownerLoad = defineRule<{ readonly people: number; readonly services: number; readonly least: number; readonly most: number }>({
  id: "boundaries/owner-load",
  title: "Team too small or too large for what it owns",
  severity: "warning",
  each: "boundary",
  check(team, { index, settings }) {
    if (team.kind !== "team") return undefined;
    const owned = index.once(servicesByTeam).get(team.id);
    if (!owned) return undefined;
    if (team.size === undefined) return undecided([`${team.id}.size`], { property: "size" });
    const least = settings["boundaries.devsMin"];
    const most = settings["boundaries.devsMax"];
    const perService = team.size / owned.length;
    if (perService >= least && perService <= most) return undefined;
    return finding({ property: "size", related: owned, data: { people: team.size, services: owned.length, least, most } });
  },
  message: ({ element, data }, { index }) =>
    `The team ${index.boundaries.get(element.id)?.name ?? element.id} has ${counted(data.people, "person", "people")} for ${counted(data.services, "service")}: ${formatQuantity("factor", data.people / data.services).slice(0, -1)} each, where ${data.least} to ${data.most} are sustainable.`,
  why: "Too few people cannot know, run and change what they own; too many on one service wait for each other.",
  remedy: "Merge services or hand some over when the team is too small; split the team along its contexts when it is too large.",
  sources: ["000 §2 Service Size (2–5 developers)"],
  conflicts: ["CF-08"],
  needs: ["boundary.size", "component.team"],
  thresholds: ["boundaries.devsMin", "boundaries.devsMax"],
  needsPerson: "Hiring, merging and handing over are decisions of people.",
  examples: {
    bad: [
      {
        title: "Three people for three services",
        sketch: sketch()
          .boundary("team", "checkout", { name: "Checkout", size: 3 })
          .service("order", { team: "checkout" })
          .service("cart", { team: "checkout" })
          .service("payment", { team: "checkout" }),
      },
      { title: "Nine people on one service", sketch: sketch().boundary("team", "search", { name: "Search", size: 9 }).service("catalog", { team: "search" }) },
    ],
    good: [
      {
        title: "Six people for two services",
        sketch: sketch().boundary("team", "checkout", { name: "Checkout", size: 6 }).service("order", { team: "checkout" }).service("payment", { team: "checkout" }),
      },
      { title: "A team that owns no service", sketch: sketch().boundary("team", "platform", { name: "Platform" }).service("order") },
    ],
  },
});
