import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

/** Words that name a layer wherever they stand: "Order data access service". */
const LAYER = String.raw`(?:data[\s_-]*(?:access|layer)|business[\s_-]*(?:logic|layer)|(?:persistence|presentation|service|validation|utility)[\s_-]*layer)`;
/** Words that name a layer only when nothing else is said: a "Validation service", but not an "Address validation service". */
const ALONE = String.raw`(?:validations?|validators?|utilit(?:y|ies)|utils?|commons?|shared|helpers?|persistence|presentation|repository|repositories|dao|orm|crud|database|db|controllers?|mappers?)`;
const SUFFIX = String.raw`(?:micro[\s_-]*service|service|svc|api|app|application|server|component|module|backend)`;
const TECHNICAL_NAME = new RegExp(`${LAYER}|^\\s*${ALONE}(?:[\\s_-]*${SUFFIX})?\\s*$`, "iu");

export const technicalLayerService = defineRule<{ readonly declared: boolean }>({
  id: "boundaries/technical-layer-service",
  title: "Service cut by technical layer",
  severity: "warning",
  each: "component",
  kinds: ["service"],
  check(service) {
    if (service.layer === "domain") return undefined;
    if (service.layer === "technical") return finding({ property: "layer", data: { declared: true } });
    return TECHNICAL_NAME.test(service.name) ? finding({ property: "name", data: { declared: false } }) : undefined;
  },
  message: ({ element, data }, { index }) =>
    data.declared
      ? `${index.nameOf(element.id)} is declared to be a technical layer, not a part of the domain.`
      : `The name ${index.nameOf(element.id)} stands for a technical layer, not for a part of the domain.`,
  why: "Layers change together: one feature touches the data access, the validation and the logic service, so three teams release for it and every request crosses them all.",
  remedy: "Cut along the nouns of the domain and let each service hold its own access, validation and logic; declare the service as domain if only its name misleads.",
  sources: ["000 §0 Service Boundaries", "000 §2", "000 Mantras"],
  needs: ["component.name", "component.layer"],
  needsPerson: "The boundaries of the domain have to be found by people who know it.",
  examples: {
    bad: [
      { title: "A service for data access", sketch: sketch().service("order").service("data-access", { name: "Data access service" }).call("order", "data-access") },
      { title: "Declared as a layer", sketch: sketch().service("order").service("rules", { layer: "technical" }).call("order", "rules") },
    ],
    good: [
      { title: "The order service reads its own data", sketch: sketch().service("order").database("orders", { owner: "order" }).data("order", "orders", { mode: "rw" }) },
      {
        title: "Checking addresses is what this domain is about",
        sketch: sketch().service("address", { name: "Address validation" }).service("validation", { name: "Validation", layer: "domain" }),
      },
    ],
  },
});
