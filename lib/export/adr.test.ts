import { expect, test } from "vitest";
import { parse } from "yaml";
import { sketch } from "#lib/model/sketch.ts";
import { adrMadr, adrNygard } from "./adr.ts";
import { exampleInput } from "./example-input.ts";

/** Reads an ADR back: front matter and headings with their text. */
function readBack(content: string): { front: Record<string, unknown>; title: string; sections: Map<string, string> } {
  const matter = /^---\n([^]*?)\n---\n/u.exec(content);
  const body = matter ? content.slice(matter[0].length) : content;
  const sections = new Map<string, string>();
  for (const part of body.split(/^(?=#{1,3} )/mu)) {
    const [head = "", ...rest] = part.split("\n");
    if (head.startsWith("#")) sections.set(head.replace(/^#+ /u, ""), rest.join("\n").trim());
  }
  return { front: matter ? (parse(matter[1] ?? "") as Record<string, unknown>) : {}, title: [...sections.keys()][0] ?? "", sections }; // Front matter is a map.
}

test("MADR 4: numbered files with front matter, read back", () => {
  const files = adrMadr.render(exampleInput).files ?? [];
  expect(files.map(({ name }) => name)).toEqual(["0001-use-kafka-for-order-events.md", "0002-one-topic-per-aggregate.md"]);
  const { front, title, sections } = readBack(String(files[0]?.content));
  expect(front).toEqual({ status: "superseded by ADR-0002", date: "2026-03-01", "decision-makers": ["Ada", "Grace"] });
  expect(title).toBe("Use Kafka for order events");
  expect([...sections.keys()].slice(1)).toEqual([
    "Context and Problem Statement",
    "Considered Options",
    "Decision Outcome",
    "Consequences",
    "Pros and Cons of the Options",
    "RabbitMQ",
    "More Information",
  ]);
  expect(sections.get("Context and Problem Statement")).toBe("Several services need the facts.\n\nThey want to read the past again.");
  expect(sections.get("RabbitMQ")).toBe("- Bad, because does not keep what was read");
  expect(sections.get("More Information")).toContain("Concerns: Order events, Order Service → Order events");
});

test("what a decision does not say is open, and said in the notes", () => {
  const output = adrMadr.render(exampleInput);
  const { front, sections } = readBack(String(output.files?.[1]?.content));
  expect(front).toEqual({ status: "proposed" });
  expect(sections.get("Consequences")).toBe("**Open:** what becomes better, what becomes worse.");
  expect(output.notes).toEqual(["1 decision has no status and is written as proposed."]);
});

test("Nygard: status, context, decision, consequences", () => {
  const [first, second] = (adrNygard.render(exampleInput).files ?? []).map(({ content }) => readBack(String(content)));
  expect([...(first?.sections.keys() ?? [])]).toEqual(["1. Use Kafka for order events", "Status", "Context", "Decision", "Consequences"]);
  expect(first?.sections.get("Status")).toBe("Superseded by [2. One topic per aggregate](0002-one-topic-per-aggregate.md)");
  expect(second?.sections.get("Status")).toBe("Proposed");
});

test("text cannot leave its place", () => {
  const design = sketch().decision("d", "--- \n# <script>", { context: "---\nstatus: accepted\n---\n# Fake", deciders: ['"]\nstatus: rejected'] }).design;
  const [file] = adrMadr.render({ design, findings: [], undecided: [], waived: [] }).files ?? [];
  const { front, sections } = readBack(String(file?.content));
  expect(front).toEqual({ status: "proposed", "decision-makers": ['"]\nstatus: rejected'] });
  expect([...sections.keys()]).not.toContain("Fake");
  expect(String(file?.content)).not.toContain("<script>");
});

test("no decision, no file", () => {
  expect(adrNygard.render({ ...exampleInput, design: { ...exampleInput.design, decisions: [] } })).toEqual({
    files: [],
    notes: ["The design records no decision, so there is no file."],
  });
});
