import type { Api } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";

interface Change {
  readonly api: string;
  /** Whether anybody signed an earlier contract. */
  readonly signed: boolean;
}

const orders = (api: Partial<Api>) =>
  sketch()
    .client("web")
    .service("order", { apis: [{ id: "orders", style: "rest", ...api }] })
    .call("web", "order");

export const contractChangeUnagreed = defineRule<Change>({
  id: "process/contract-change-unagreed",
  title: "API changed without consumer agreement",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check({ id, apis }) {
    if (apis === undefined) return undefined;
    let reports: Report<Change>[] | undefined;
    for (const { id: api, contractHash, agreedHash } of apis) {
      if ((contractHash ?? "") === (agreedHash ?? "")) continue;
      const place = { target: `${id}:${api}`, property: "apis" };
      (reports ??= []).push(
        contractHash ? finding({ ...place, data: { api: api.trim() || "without a name", signed: !!agreedHash } }) : undecided([`${id}.apis.contractHash`], place),
      );
    }
    return reports;
  },
  message: ({ element, data }, { index }) =>
    data.signed
      ? `The API "${data.api}" of ${index.nameOf(element.id)} is no longer the one that its consumers signed.`
      : `No consumer has signed the API "${data.api}" of ${index.nameOf(element.id)}.`,
  why: "A contract that changes on one side only breaks the other side on the day of the release.",
  remedy: "Show the consumers the difference and let them sign the new contract, or go back to the one that they signed.",
  sources: ["004 §1.3 (Frontend)"],
  needs: ["api.contractHash", "api.agreedHash"],
  needsPerson: "Only the consumers of an API can agree to it.",
  examples: {
    bad: [
      { title: "Changed after the front end had signed", sketch: orders({ contractHash: "b41f", agreedHash: "9c20" }) },
      { title: "Nobody has signed", sketch: orders({ contractHash: "b41f" }) },
    ],
    good: [
      { title: "The front end signed this very contract", sketch: orders({ contractHash: "b41f", agreedHash: "b41f" }) },
      { title: "Agreements are not kept track of", sketch: orders({}) },
    ],
  },
});
