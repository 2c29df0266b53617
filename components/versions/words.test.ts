import { expect, test } from "vitest";
import type { VersionSummary } from "./api.ts";
import { authorsInWords, dayOf, titleOf } from "./words.ts";

const version: VersionSummary = { seq: 1, kind: "automatic", title: null, createdAt: "2026-11-21T09:00:00Z", createdBy: null, authors: [], origin: null };

test("days have names as long as they are near, also where clocks change between them", () => {
  const now = new Date(2026, 9, 26, 0, 30);
  expect(dayOf(new Date(2026, 9, 26, 0, 1).toISOString(), now)).toBe("Today");
  expect(dayOf(new Date(2026, 9, 25, 23, 59).toISOString(), now)).toBe("Yesterday");
  expect(dayOf(new Date(2026, 9, 24, 12).toISOString(), now)).toMatch(/24/u);
});

test("a version is called by its name, by what was restored, or by how it came to be", () => {
  expect(titleOf({ ...version, title: "Before the cache" })).toBe("Before the cache");
  expect(titleOf(version)).toBe("Kept automatically");
  expect(titleOf({ ...version, kind: "restored", origin: { createdAt: version.createdAt, title: "As drawn" } })).toBe("Restored “As drawn”");
  expect(titleOf({ ...version, kind: "restored", origin: { createdAt: version.createdAt, title: null } })).toMatch(/^Restored .*21/u);
});

test("authors are named where there is more than the one machine", () => {
  const local = { kind: "local", name: null } as const;
  expect(authorsInWords([local], " by ")).toBe("");
  expect(
    authorsInWords(
      [
        { kind: "member", name: "Ada" },
        { kind: "link", name: null },
      ],
      " by ",
    ),
  ).toBe(" by Ada and somebody with a link");
  expect(authorsInWords([{ kind: "unknown", name: null }, local])).toBe("somebody whose account is gone and whoever sits at the machine");
});
