import { validationStatuses } from "#lib/analysis/validation-status.ts";
import type { Endpoint } from "#lib/model/contract.ts";
import { patched } from "#lib/model/edit.ts";
import { mapEndpoints } from "#lib/model/edit-contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

type Data = { readonly usual: 400 | 422; readonly counts: Readonly<Record<"400" | "422", number>> };

const endpoint = (id: string, path: string, validationStatus: 400 | 422): Endpoint => ({
  id,
  method: "POST",
  path,
  body: { validated: true },
  validationStatus,
  responses: [201, validationStatus],
});
const design = (status: 400 | 422) =>
  sketch()
    .service("order", { apis: [{ id: "orders-api", style: "rest", endpoints: [endpoint("createOrder", "/v1/orders", 422)] }] })
    .service("payment", { apis: [{ id: "payments-api", style: "rest", endpoints: [endpoint("createPayment", "/v1/payments", status)] }] });

export const mixedValidationStatus = defineRule<Data>({
  id: "api/mixed-validation-status",
  title: "400 and 422 used for the same thing",
  severity: "info",
  each: "design",
  check(subject, { index }) {
    const { 400: bad, 422: unprocessable, usual } = validationStatuses(index);
    if (bad === 0 || unprocessable === 0) return undefined;
    const other = usual === 400 ? 422 : 400;
    const related = subject.components
      .filter(({ apis }) => apis?.some(({ endpoints }) => endpoints?.some(({ validationStatus }) => validationStatus === other)))
      .map(({ id }) => id);
    return finding({ related, data: { usual, counts: { 400: bad, 422: unprocessable } } });
  },
  message: ({ data }) =>
    `A request that fails validation is answered with 400 by ${counted(data.counts[400], "endpoint")} and with 422 by ${counted(data.counts[422], "endpoint")}.`,
  why: "Clients that talk to several services write the handling of invalid input twice, and forget one of the two.",
  remedy: "Choose one for the whole design: 422 for what breaks a rule with 400 for what cannot be read, or 400 for both.",
  sources: ["003 Output Requirements (API sample)", "004 §2.1.3", "004 §2.4"],
  conflicts: ["CF-18"],
  needs: ["endpoint.validationStatus"],
  fix: {
    title: "Use the status that most endpoints use",
    apply(before, _found, { index }) {
      const { usual } = validationStatuses(index);
      const other = usual === 400 ? 422 : 400;
      return before.components.reduce(
        (next, { id }) =>
          mapEndpoints(next, id, (one) => {
            if (one.validationStatus !== other) return one;
            const responses = one.responses && [...new Set(one.responses.map((status) => (status === other ? usual : status)))];
            return patched<Endpoint>(one, { validationStatus: usual, responses });
          }),
        before,
      );
    },
  },
  examples: {
    bad: [{ title: "Two services, two answers", sketch: design(400) }],
    good: [{ title: "One answer everywhere", sketch: design(422) }],
  },
});
