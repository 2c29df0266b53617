import * as z from "zod";
import { choice, count, described, duration, flag, idSchema, LINE_LIMIT, line, ratio, reference, references } from "./schema.ts";

/** One use case as an ordered walk over connections. */
export const flowSchema = z.looseObject({
  id: idSchema,
  name: line("Name"),
  entry: reference("Starts at"),
  connections: references("Connections", "In the order of the walk."),
  criticality: choice(["critical", "normal"], "Criticality"),
  slo: described(z.looseObject({ p99Ms: duration("p99 latency"), availability: ratio("Availability") }), "Objective"),
  saga: reference("Saga"),
});
/** One use case as an ordered walk over connections. */
export type Flow = z.infer<typeof flowSchema>;

const compensationSchema = z.looseObject({
  action: line("Action"),
  idempotent: flag("Idempotent"),
  retry: described(z.looseObject({ max: count("Retries") }), "Retry"),
  escalation: line("Escalation"),
});
const stepSchema = z.looseObject({
  id: z.string().max(LINE_LIMIT).meta({ title: "Id" }),
  component: reference("Runs on"),
  trigger: line("Trigger"),
  successEvent: line("Event on success"),
  failureEvent: line("Event on failure"),
  readOnly: flag("Only reads"),
  irreversible: flag("Cannot be undone"),
  canFail: flag("Can fail"),
  timeoutMs: duration("Timeout"),
  reserve: flag("Reserves"),
  reservationTtlMs: duration("Reservation lives"),
  compensation: described(compensationSchema, "Compensation"),
});
/** A local transaction of a saga, and what undoes it. */
export type SagaStep = z.infer<typeof stepSchema>;

/** A business transaction over several services, made of local steps and their compensations. */
export const sagaSchema = z.looseObject({
  id: idSchema,
  name: line("Name"),
  style: choice(["orchestration", "choreography", "2pc"], "Style"),
  orchestrator: reference("Orchestrator"),
  stateStore: reference("State store"),
  compensationOrder: choice(["reverse", "forward"], "Compensates in order"),
  compensationScope: choice(["completed", "all"], "Compensates"),
  decision: reference("Decision"),
  steps: described(z.array(stepSchema), "Steps"),
});
/** A business transaction over several services, made of local steps and their compensations. */
export type Saga = z.infer<typeof sagaSchema>;
