import { describe, expect, test } from "vitest";
import { plainSource } from "./plain-source.ts";

describe("the text that is drawn", () => {
  test.each([
    ["front matter", "---\nconfig:\n  securityLevel: loose\n---\nflowchart LR\n  a --> b"],
    ["front matter after blank lines", "\n\n---\nconfig: { htmlLabels: true }\n---\nflowchart LR\n  a --> b"],
    ["front matter twice", "---\ntitle: x\n---\n---\nconfig: { theme: forest }\n---\nflowchart LR\n  a --> b"],
    ["empty front matter", "---\n---\nflowchart LR\n  a --> b"],
    ["front matter with Windows lines", "---\r\nconfig: {}\r\n---\r\nflowchart LR\r\n  a --> b"],
    ["a directive", '%%{init: {"securityLevel": "loose"}}%%\nflowchart LR\n  a --> b'],
    ["a directive over several lines", '%%{\n  init: {\n    "theme": "forest" }\n}%%\nflowchart LR\n  a --> b'],
    ["comments", "%% a note\nflowchart LR\n  %% another\n  a --> b"],
  ])("comes without %s", (_what, source) => {
    expect(plainSource(source).text).toBe("flowchart LR\n  a --> b");
  });

  test("never gets a directive from what stands around one", () => {
    for (const source of ['flowchart LR\na --> b %%%{x}%%%{init: {"theme": "forest"}}%%', "flowchart LR\na %%{init: {} b", "flowchart LR\na%%%%{x}%%{init: {}}%%"]) {
      expect(plainSource(source).text).not.toContain("%%{");
    }
  });

  test("keeps rules of dashes inside the diagram", () => {
    expect(plainSource("flowchart LR\n  a --- b\n  b --- c").text).toBe("flowchart LR\n  a --- b\n  b --- c");
  });

  test("knows which line came from where", () => {
    const { text, lineOf } = plainSource("---\ntitle: x\n---\nflowchart LR\n%% note\n\n  a --> b\n  b -->");
    expect(text.split("\n")).toHaveLength(3);
    expect([1, 2, 3].map(lineOf)).toEqual([4, 7, 8]);
    expect(lineOf(9)).toBe(8);
  });
});
