import type { Component } from "#lib/model/component.ts";
import type { Breaker, Connection, Retry } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { formatQuantity, type Unit } from "#lib/model/quantity.ts";
import { inline } from "../markdown-text.ts";

/** A number as people write it, or nothing when it is not stated. */
export const quantity = (unit: Unit, value: number | undefined): string => (value === undefined ? "" : formatQuantity(unit, value));

/** Yes, no, or nothing when it is not stated. */
export const yesNo = (value: boolean | undefined): string => (value === undefined ? "" : value ? "yes" : "no");

/** Looks up names by id, escaped for Markdown. */
export class Names {
  readonly #names: ReadonlyMap<string, string>;

  constructor(design: Design) {
    this.#names = new Map([...design.boundaries, ...design.components, ...design.sagas, ...design.flows].map(({ id, name }) => [id, name || id]));
  }

  /** Name of an element as people know it; its id when there is none. */
  of(id: string | undefined): string {
    return id === undefined ? "" : inline(this.#names.get(id) ?? id);
  }

  /** `Order → Payment`. */
  ends({ from, to }: Connection): string {
    return `${this.of(from)} → ${this.of(to)}`;
  }
}

/** The way attempts are repeated, in words. */
export function retryText(retry: Retry | undefined): string {
  if (!retry) return "";
  const parts = [
    retry.max === undefined ? "retries" : `${retry.max} ${retry.max === 1 ? "retry" : "retries"}`,
    retry.backoff ?? "",
    retry.baseMs === undefined ? "" : `from ${quantity("ms", retry.baseMs)}`,
    retry.jitter ? "with jitter" : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** When a breaker opens and for how long, in words. */
export function breakerText(breaker: Breaker | undefined): string {
  if (!breaker) return "";
  const opens =
    breaker.failureRatio === undefined
      ? breaker.failureCount === undefined
        ? "declared, without figures"
        : `opens after ${breaker.failureCount} failures`
      : `opens at ${quantity("ratio", breaker.failureRatio)} failures`;
  const parts = [
    opens,
    breaker.windowMs === undefined ? "" : `in ${quantity("ms", breaker.windowMs)}`,
    breaker.openMs === undefined ? "" : `stays open ${quantity("ms", breaker.openMs)}`,
    breaker.halfOpenTrials === undefined ? "" : `${breaker.halfOpenTrials} trials`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** `3–10`, `3`, or nothing when it is not stated. */
export function instancesText({ instances }: Component): string {
  if (!instances || (instances.min === undefined && instances.max === undefined)) return "";
  return instances.min === instances.max || instances.max === undefined ? String(instances.min) : `${instances.min ?? "?"}–${instances.max}`;
}
