import { describe, expect, test } from "vitest";
import { COMPONENT_KINDS } from "#lib/model/component.ts";
import { emptyDesign } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { exampleInput } from "./example-input.ts";
import { svg, svgDark } from "./svg.ts";
import { drawSvg } from "./svg/draw.ts";

/** Checks that tags are balanced and attributes quoted, as an XML reader would, and gives the tag names. */
function tagsOf(text: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  let at = 0;
  for (const match of text.matchAll(/<(\/?)([A-Za-z]+)((?:\s+[A-Za-z-]+="[^"<]*")*)\s*(\/?)>/gu)) {
    expect(text.slice(at, match.index)).not.toMatch(/[<>]/u);
    at = match.index + match[0].length;
    const [, closing, name = "", , selfClosing] = match;
    if (closing) expect(open.pop()).toBe(name);
    else {
      names.push(name);
      if (!selfClosing) open.push(name);
    }
  }
  expect(open).toEqual([]);
  expect(text.slice(at).trim()).toBe("");
  return names;
}

describe.each([
  ["light", "#ffffff"],
  ["dark", "#1d2026"],
] as const)("%s", (theme, card) => {
  test("every component, boundary and label is drawn", () => {
    const text = drawSvg(exampleInput.design, theme);
    const tags = tagsOf(text);
    expect(tags.filter((name) => name === "g")).toHaveLength(exampleInput.design.components.length);
    for (const word of ["Order Service", "Ordering", "2–10× · Checkout team", "gRPC", "REST · 5s", "Service", "Database · PostgreSQL"]) expect(text).toContain(`>${word}`);
    expect(text).toContain(`fill="${card}"`);
    expect(new Set(tags)).toEqual(new Set(["svg", "title", "defs", "marker", "path", "circle", "rect", "text", "g"]));
  });
});

test("nothing in it runs, loads or links, whatever the texts are", () => {
  const evil = `</text><script>alert(1)</script><image href="http://x"/>" onload="x" \u0000 ]]> &amp;`;
  const design = sketch(evil)
    .boundary("context", "c", { name: evil })
    .service("a", { name: evil, contexts: ["c"], technology: { name: evil } })
    .service("b")
    .call("a", "b", { label: evil }).design;
  const tags = tagsOf(drawSvg(design));
  expect(tags).not.toContain("script");
  expect(tags).not.toContain("image");
  const attributes = [...drawSvg(design).matchAll(/<[A-Za-z]+([^<>]*)>/gu)].map((match) => match[1] ?? "").join(" ");
  expect(attributes).not.toMatch(/\b(?:href|src|style|on\w+)=/u);
  expect(attributes.match(/url\([^#]/gu)).toBeNull();
});

test("the view holds everything, also left of and above the origin", () => {
  const design = { ...sketch().service("a").service("b").call("a", "b").design, layout: { components: { a: { x: -500, y: -300 }, b: { x: 900, y: 700 } } } };
  const [, x, y, width, height] = /viewBox="(-?[\d.]+) (-?[\d.]+) ([\d.]+) ([\d.]+)"/u.exec(drawSvg(design))?.map(Number) ?? [];
  expect(x).toBeLessThanOrEqual(-500);
  expect(y).toBeLessThanOrEqual(-300);
  expect((x ?? 0) + (width ?? 0)).toBeGreaterThanOrEqual(900 + 168);
  expect((y ?? 0) + (height ?? 0)).toBeGreaterThanOrEqual(700 + 64);
});

test("components without a place stand in a grid, and the notes say so", () => {
  expect(svg.render(exampleInput).notes[0]).toMatch(/^8 components have no place yet/u);
  const placed = sketch().service("a").design;
  expect(svgDark.render({ ...exampleInput, design: { ...placed, layout: { components: { a: { x: 0, y: 0 } } } } }).notes).toEqual([]);
});

test("every kind has its outline; stores are cylinders, outside systems dashed", () => {
  const all = COMPONENT_KINDS.reduce((drawn, kind) => drawn.component(kind, kind), sketch()).design;
  const text = drawSvg(all);
  expect(tagsOf(text).filter((name) => name === "g")).toHaveLength(COMPONENT_KINDS.length);
  expect(text).toContain('stroke-dasharray="5 3"');
});

test("an empty design says so", () => {
  expect(drawSvg(emptyDesign("x", "Empty"))).toContain("Nothing has been drawn yet");
});

test("marks the elements that a finding is about, with a shape per severity", () => {
  const { design } = sketch()
    .boundary("context", "sales")
    .service("order", { contexts: ["sales"] })
    .service("mail")
    .call("order", "mail");
  const badges = (text: string) => text.split("\n").filter((line) => line.includes('class="badge"'));
  expect(badges(drawSvg(design))).toEqual([]);
  const drawn = drawSvg(
    design,
    "dark",
    new Map([
      ["order", "error"],
      ["order-mail", "warning"],
      ["sales", "info"],
      ["nobody", "error"],
    ] as const),
  );
  tagsOf(drawn);
  expect(badges(drawn)).toHaveLength(3);
  expect(new Set(badges(drawn)).size).toBe(3);
});
