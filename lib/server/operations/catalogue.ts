import type { Operation } from "#lib/server/operation.ts";
import { appendUpdate } from "./append-update.ts";
import { createDesign } from "./create-design.ts";
import { createRealtimeTicket } from "./create-realtime-ticket.ts";
import { createShare } from "./create-share.ts";
import { deleteDesign } from "./delete-design.ts";
import { duplicateDesign } from "./duplicate-design.ts";
import { exchangeShare } from "./exchange-share.ts";
import { getDesign } from "./get-design.ts";
import { getState } from "./get-state.ts";
import { listDesigns } from "./list-designs.ts";
import { listShares } from "./list-shares.ts";
import { listUpdates } from "./list-updates.ts";
import { renameDesign } from "./rename-design.ts";
import { restoreDesign } from "./restore-design.ts";
import { revokeShare } from "./revoke-share.ts";

/** Every operation of the server. What is not listed here cannot be asked for. */
export const OPERATIONS: readonly Operation[] = [
  appendUpdate,
  createDesign,
  createRealtimeTicket,
  createShare,
  deleteDesign,
  duplicateDesign,
  exchangeShare,
  getDesign,
  getState,
  listDesigns,
  listShares,
  listUpdates,
  renameDesign,
  restoreDesign,
  revokeShare,
];
