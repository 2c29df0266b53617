import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const platform = sketch().set({ profile: "serverless" });

export const notEsm = defineRule({
  id: "serverless/not-esm",
  title: "Function not an ES module",
  severity: "warning",
  profiles: ["serverless"],
  each: "component",
  kinds: ["function"],
  check: ({ runtime, moduleSystem }) => (moduleSystem !== "esm" && runtime !== undefined && /^node/iu.test(runtime.trim()) ? finding({ property: "moduleSystem" }) : undefined),
  message({ element }, { index }) {
    const component = index.component(element.id);
    const runtime = component?.runtime?.trim() || "Node.js";
    return component?.moduleSystem === undefined
      ? `Nothing says that ${index.nameOf(element.id)} on ${runtime} is an ES module.`
      : `${index.nameOf(element.id)} on ${runtime} is a CommonJS module.`;
  },
  why: "ES modules load only what is used and may wait for their set-up at the top level, so that cold starts are shorter; the shared modules are written that way.",
  remedy: "Name the handler .mjs, or set the type of the package to module, and use import instead of require.",
  sources: ["000 MDL Function-per-Endpoint"],
  needs: ["component.runtime", "component.moduleSystem"],
  fix: { title: "Make it an ES module", apply: (design, found) => updateComponent(design, found.element.id, { moduleSystem: "esm" }) },
  examples: {
    bad: [
      { title: "CommonJS", sketch: platform.component("function", "apiStreams", { runtime: "nodejs24.x", moduleSystem: "commonjs" }) },
      { title: "Nothing is said", sketch: platform.component("function", "apiStreams", { runtime: "nodejs24.x" }) },
    ],
    good: [
      { title: "An ES module", sketch: platform.component("function", "apiStreams", { runtime: "nodejs24.x", moduleSystem: "esm" }) },
      { title: "Another language", sketch: platform.component("function", "apiStreams", { runtime: "python3.13" }) },
    ],
  },
});
