import type { Component } from "#lib/model/component.ts";

/** The numbers of a store that tell how it fills, in bytes and days. */
export type Filling = Pick<Component, "usedBytes" | "growthBytesPerDay" | "retentionDays">;

/** Bytes that a store holds after so many days (Q15): used + growth × days, or × retention when data is dropped earlier. Unset counts as nothing, unset retention as for ever. */
export const storageAfter = ({ usedBytes = 0, growthBytesPerDay = 0, retentionDays = Infinity }: Filling, days: number): number =>
  usedBytes + growthBytesPerDay * Math.min(days, retentionDays);

/** Days until a store is full (Q15); 0 when it is full today, nothing when it never gets there because it does not grow or drops data in time. */
export function daysUntilFull(filling: Filling, capacityBytes: number): number | undefined {
  const { usedBytes = 0, growthBytesPerDay = 0, retentionDays = Infinity } = filling;
  if (usedBytes > capacityBytes) return 0;
  const days = (capacityBytes - usedBytes) / growthBytesPerDay;
  return growthBytesPerDay > 0 && days < retentionDays ? days : undefined;
}
