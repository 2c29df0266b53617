import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import { addMember, connectionId, freshId } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";

const isEmail = (word: string): boolean => /^e-?mails?$/iu.test(word.trim());
const providesEmail = (component: Component | undefined): boolean => component?.kind === "sharedLib" && component.provides?.some(isEmail) === true;

/** The shared module for mail, the first by id. */
const emailModule = (index: DesignIndex): Component | undefined =>
  index
    .ofKind("sharedLib")
    .filter(providesEmail)
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))[0];

const platform = sketch()
  .set({ profile: "serverless" })
  .component("function", "mailBuildEmail", { capabilities: ["email"] });
const library = platform.component("sharedLib", "mail-module", { provides: ["email"] });

export const emailBypassesSharedModule = defineRule({
  id: "serverless/email-bypasses-shared-module",
  title: "E-mail built without the shared module",
  severity: "warning",
  profiles: ["serverless"],
  each: "component",
  kinds: ["function"],
  check(component, { index }) {
    if (!component.capabilities?.some(isEmail)) return undefined;
    if (index.outgoing(component.id).some((connection) => connection.kind === "uses" && providesEmail(index.target(connection)))) return undefined;
    return finding({ property: "capabilities" });
  },
  message({ element }, { index }) {
    const library = emailModule(index);
    return `${index.nameOf(element.id)} builds e-mail by itself instead of using ${library ? index.nameOf(library.id) : "a shared module"}.`;
  },
  why: "Sender, templates, opt-out and bounces are then solved once per function, each a little differently, and a change of the provider touches all of them.",
  remedy: "Use the shared module for e-mail, or make one from what this function does.",
  sources: ["000 MDL shared/ Module Usage"],
  needs: ["component.capabilities", "component.provides", "connection.kind"],
  fix: {
    title: "Use the shared module for e-mail",
    apply(design, found, { index }) {
      const existing = emailModule(index);
      const id = existing?.id ?? freshId(design, "E-mail module");
      const next = existing ? design : addNear(design, { id, kind: "sharedLib", name: "E-mail module", provides: ["email"] }, [found.element.id]);
      return addMember(next, "connections", { id: connectionId(next, found.element.id, id), kind: "uses", from: found.element.id, to: id });
    },
  },
  examples: {
    bad: [
      { title: "The module exists and is not used", sketch: library },
      { title: "There is no module", sketch: platform },
    ],
    good: [
      { title: "The module builds the mail", sketch: library.connect("uses", "mailBuildEmail", "mail-module") },
      {
        title: "This function sends none",
        sketch: sketch()
          .set({ profile: "serverless" })
          .component("function", "apiStreams", { capabilities: ["dynamodb"] }),
      },
    ],
  },
});
