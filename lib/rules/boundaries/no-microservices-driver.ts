import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

const shop = sketch().service("order").service("payment").service("inventory").call("order", "payment").call("order", "inventory");

export const noMicroservicesDriver = defineRule<{ readonly services: number; readonly teams: number; readonly scale: number }>({
  id: "boundaries/no-microservices-driver",
  title: "No stated reason for microservices",
  severity: "info",
  each: "design",
  check(design, { index, settings }) {
    const services = index.ofKind("service");
    const [first] = services;
    if (!first || services.length < settings["boundaries.minServices"]) return undefined;
    let cadence: string | undefined;
    let language: string | undefined;
    let least = Infinity;
    let most = 1;
    for (const service of services) {
      cadence ??= service.releaseCadence;
      language ??= service.language;
      if (service.releaseCadence !== undefined && service.releaseCadence !== cadence) return undefined;
      if (service.language !== undefined && service.language !== language) return undefined;
      const instances = Math.max(1, service.instances?.max ?? 1);
      least = Math.min(least, instances);
      most = Math.max(most, instances);
    }
    if (most / least >= settings["boundaries.scaleRatio"]) return undefined;
    let teams = 0;
    for (const boundary of design.boundaries) if (boundary.kind === "team") teams += 1;
    return teams > settings["boundaries.teamsPerCodebaseMax"] ? undefined : finding({ data: { services: services.length, teams, scale: most / least } });
  },
  message: ({ data }) =>
    `${counted(data.services, "service")} without a stated reason to be apart: ${data.teams === 0 ? "no team declared" : counted(data.teams, "team")}, not two languages, not two release cadences, and ${data.scale === 1 ? "all run equally many instances" : `the largest runs only ${formatQuantity("factor", data.scale)} the instances of the smallest`}.`,
  why: "Microservices buy independent teams, releases, technologies or scale; where none of these is needed, only their price is paid.",
  remedy:
    "State what drives the split (more than three teams, different cadences, languages or very different scale) and record it as a decision, or fold the services into a modular monolith.",
  sources: ["000 §2 When to Use Microservices", "001 Approach 1"],
  conflicts: ["CF-11"],
  needs: ["boundary.kind", "component.releaseCadence", "component.language", "component.instances"],
  thresholds: ["boundaries.minServices", "boundaries.teamsPerCodebaseMax", "boundaries.scaleRatio"],
  exceptProfiles: ["modular-monolith"],
  needsPerson: "Only the people who split the system know what drove them.",
  examples: {
    bad: [{ title: "Three services and no reason", sketch: shop }],
    good: [
      {
        title: "They are released at different paces",
        sketch: sketch()
          .service("order", { releaseCadence: "weekly" })
          .service("payment", { releaseCadence: "monthly" })
          .service("inventory")
          .call("order", "payment")
          .call("order", "inventory"),
      },
      {
        title: "One of them must scale far beyond the others",
        sketch: sketch()
          .service("search", { instances: { min: 10, max: 200 } })
          .service("order", { instances: { min: 2, max: 2 } })
          .service("admin"),
      },
      {
        title: "Four teams work on it",
        sketch: shop.boundary("team", "checkout").boundary("team", "money").boundary("team", "warehouse").boundary("team", "platform"),
      },
    ],
  },
});
