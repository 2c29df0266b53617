import type { DesignIndex } from "./design-index.ts";

/** Status with which an endpoint refuses a request that fails validation. */
export type ValidationStatus = 400 | 422;

/** How often each status is declared in a design. */
export interface ValidationStatuses {
  readonly 400: number;
  readonly 422: number;
  /** The one that most endpoints use; 422 when neither leads (CF-18). */
  readonly usual: ValidationStatus;
}

/** Which statuses a design declares for requests that fail validation. */
export const validationStatuses = (index: DesignIndex): ValidationStatuses => index.once(countStatuses);

function countStatuses({ design }: DesignIndex): ValidationStatuses {
  const counts = { 400: 0, 422: 0 };
  for (const { apis } of design.components) {
    if (apis === undefined) continue;
    for (const { endpoints } of apis) {
      if (endpoints === undefined) continue;
      for (const { validationStatus } of endpoints) if (validationStatus !== undefined) counts[validationStatus] += 1;
    }
  }
  return { ...counts, usual: counts[400] > counts[422] ? 400 : 422 };
}
