import * as z from "zod";
import { defineOperation } from "#lib/server/operation.ts";
import { issueTicket, TICKET_SECONDS } from "#lib/server/realtime/tickets.ts";
import { id } from "./fields.ts";

/** `POST /designs/{designId}/realtime-tickets` */
export const createRealtimeTicket = defineOperation({
  id: "realtime.ticket",
  method: "POST",
  path: "/designs/{designId}/realtime-tickets",
  summary: "Gives a ticket for one live connection to a design: said first on the WebSocket at /api/v1/realtime, once, within half a minute.",
  policy: "design:view",
  input: z.object({ designId: id }),
  output: z.object({ ticket: z.string(), expiresInSeconds: z.int() }),
  handle: async (actor, { designId }, { context }) => ({ ticket: await issueTicket(actor, context.database, designId), expiresInSeconds: TICKET_SECONDS }),
});
