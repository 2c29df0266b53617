import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";

/** What a hostile diagram says when it got to run something. */
const MARKER = "hostile diagram ran";

let canary: Server;
let hits: string[] = [];
let address = "";

test.beforeAll(async () => {
  canary = createServer((request, response) => {
    hits.push(request.url ?? "");
    response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end();
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  // listen() on a port gives an address with a port, never a pipe.
  address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
});
test.beforeEach(() => {
  hits = [];
});
test.afterAll(() => void canary.close());

/** Watches for everything that a diagram must never cause. */
function watch(page: Page): { readonly seen: string[] } {
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.text().includes(MARKER)) seen.push(`console: ${message.text()}`);
  });
  page.on("popup", (popup) => seen.push(`popup: ${popup.url()}`));
  page.on("framenavigated", (frame) => {
    if (frame !== page.mainFrame() && !/\/mermaid-frame$|^about:blank$|^$/u.test(frame.url())) seen.push(`navigation: ${frame.url()}`);
  });
  return { seen };
}

/** Puts a script before the frame's own one: it may replace `mermaid.render`. */
async function inFrame(page: Page, script: string): Promise<void> {
  await page.route("**/mermaid/frame.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}

async function openFlowchart(page: Page): Promise<void> {
  await page.goto("/sample");
  await page.getByRole("button", { name: "Documents", exact: true }).click();
  await page.getByRole("combobox", { name: "Document", exact: true }).selectOption("Mermaid flowchart");
}

const picture = (page: Page) => page.getByRole("img", { name: /^Diagram/u });

/** The SVG behind the picture. */
const svgOf = (page: Page): Promise<string> =>
  picture(page).evaluate(async (image) => {
    if (!(image instanceof HTMLImageElement)) throw new Error("The diagram is not shown as an image.");
    return (await fetch(image.src)).text();
  });

/** What is in the picture though it must never be, whoever drew it. */
const dirtIn = (page: Page): Promise<readonly string[]> =>
  picture(page).evaluate(async (image) => {
    if (!(image instanceof HTMLImageElement)) return ["not an image"];
    const parsed = new DOMParser().parseFromString(await (await fetch(image.src)).text(), "image/svg+xml");
    const dirt: string[] = [];
    for (const element of parsed.querySelectorAll("*")) {
      if (element.namespaceURI !== "http://www.w3.org/2000/svg") dirt.push(`<${element.localName}> of ${element.namespaceURI}`);
      if (/^(?:script|foreignobject|image|feimage|a|use|animate\w*|set)$/iu.test(element.localName)) dirt.push(`<${element.localName}>`);
      if (element.localName === "style" && /@import|@font-face|url\(\s*["']?[^#"')\s]|\\/iu.test(element.textContent)) dirt.push(element.textContent);
      for (const { name, value } of element.attributes) {
        if (/^on/iu.test(name) || (/href$/iu.test(name) && !value.startsWith("#")) || /url\(\s*["']?[^#"')\s]/iu.test(value)) dirt.push(`${name}="${value}"`);
      }
    }
    return dirt;
  });

test("a design is drawn by Mermaid in a frame of an origin of its own", async ({ page, baseURL }) => {
  await openFlowchart(page);
  await expect(picture(page)).toBeVisible();
  const svg = await svgOf(page);
  expect(svg).toContain("Orders");
  expect(await dirtIn(page)).toEqual([]);
  await expect(page.locator('iframe[src="/mermaid-frame"]')).toHaveAttribute("sandbox", "allow-scripts");
  const response = await page.request.get(`${baseURL}/mermaid-frame`);
  const policy = response.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("sandbox allow-scripts");
  expect(policy).not.toContain("allow-same-origin");
  expect(await page.evaluate(() => "mermaid" in globalThis)).toBe(false);
  const frame = page.frames().find((candidate) => candidate.url().endsWith("/mermaid-frame"));
  expect(await frame?.evaluate(() => globalThis.origin)).toBe("null");
  expect(
    await frame?.evaluate(
      (url) =>
        fetch(url).then(
          () => "reached",
          () => "blocked",
        ),
      `${address}/fetch`,
    ),
  ).toBe("blocked");
  expect(hits).toEqual([]);
});

test("hostile diagrams cause nothing", async ({ page }) => {
  const run = `console.log('${MARKER}')`;
  const diagrams = [
    `flowchart LR\n  a["<script>${run}</script>"] --> b`,
    `flowchart LR\n  a["<img src=x onerror=${run}>"] --> b`,
    `flowchart LR\n  a["<img src='${address}/label.png'>"] --> b["<iframe src='${address}/frame'></iframe>"]`,
    `flowchart LR\n  a["<svg><foreignObject><body onload=${run}></body></foreignObject></svg>"] --> b`,
    `flowchart LR\n  a --> b\n  click a call alert("${MARKER}")\n  click b "javascript:alert('${MARKER}')" "tip" _blank`,
    `flowchart LR\n  a --> b\n  click a href "${address}/link" _self`,
    `flowchart LR\n  a:::evil --> b\n  classDef evil fill:url(${address}/class),background:url(${address}/class2),x:y}</style><script>${run}</script>`,
    `flowchart LR\n  a --> b\n  style a fill:#fff,background-image:url("${address}/style")\n  linkStyle 0 stroke:url(${address}/link-style)`,
    `---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n  flowchart:\n    htmlLabels: true\n  themeCSS: "* { background: url(${address}/front-matter) } @import url(${address}/import)"\n---\nflowchart LR\n  a["<img src=x onerror=${run}>"] --> b`,
    `%%{init: {"securityLevel": "loose", "htmlLabels": true, "secure": [], "themeCSS": "@import url(${address}/directive)", "fontFamily": "x;} * {background:url(${address}/font)}"}}%%\nflowchart LR\n  a["<img src=x onerror=${run}>"] --> b`,
    `%%{init: {"__proto__": {"securityLevel": "loose"}, "constructor": {"prototype": {"htmlLabels": true}}}}%%\nflowchart LR\n  a --> b`,
    `flowchart LR\n  a@{ img: "${address}/node.png", label: "picture" } --> b@{ icon: "x:y" }`,
    `sequenceDiagram\n  participant A as <img src=x onerror=${run}>\n  participant B as $$\\htmlData{x=y}{\\href{javascript:alert(1)}{x}}$$\n  A->>B: <script>${run}</script>\n  link A: x @ javascript:alert('${MARKER}')\n  links B: {"x": "${address}/sequence"}`,
    `architecture-beta\n  service db(database)["<img src=x onerror=${run}>"]\n  service s(<img src=x onerror=${run}>)[x]`,
    `classDiagram\n  class A["<img src=x onerror=${run}>"]\n  click A call alert("${MARKER}")\n  link A "javascript:alert(1)"`,
    `stateDiagram-v2\n  [*] --> A\n  A : <img src=x onerror=${run}>\n  classDef bad fill:url(${address}/state)\n  class A bad`,
    `gantt\n  section x\n  y :a, 2026-01-01, 1d\n  click a call alert("${MARKER}")`,
    `flowchart LR\n  a["${"x".repeat(250_000)}"]`,
    `flowchart LR\n${Array.from({ length: 3_000 }, (_, at) => `  a${at} --> b${at}`).join("\n")}`,
  ];
  await inFrame(
    page,
    `{
      const diagrams = ${JSON.stringify(diagrams).replaceAll("<", String.raw`\u003c`)};
      const { render } = mermaid;
      globalThis.turn = 0;
      mermaid.render = async (id) => {
        const at = globalThis.turn;
        try {
          const drawn = await render(id, diagrams[at]);
          console.log("turn " + at + ": drew " + id);
          return drawn;
        } catch (error) {
          console.log("turn " + at + ": refused");
          throw error;
        }
      };
    }`,
  );
  const { seen } = watch(page);
  const outcomes = new Map<number, string>();
  page.on("console", (message) => {
    const [, turn, outcome] = /^turn (\d+): (.*)$/u.exec(message.text()) ?? [];
    if (outcome !== undefined) outcomes.set(Number(turn), outcome);
  });
  await page.emulateMedia({ colorScheme: "light" });
  await openFlowchart(page);
  for (const at of diagrams.keys()) {
    await expect.poll(() => outcomes.get(at), { message: `diagram ${at} is drawn or refused` }).toBeDefined();
    if (outcomes.get(at) === "refused") await expect(page.getByRole("status").filter({ hasText: "Mermaid" })).toBeVisible();
    else {
      // The same diagram may be drawn once more meanwhile (the document follows the design): the last drawing counts.
      await expect.poll(async () => (await svgOf(page)).includes(`id="${outcomes.get(at)?.replace("drew ", "")}"`), { message: `diagram ${at} is shown` }).toBe(true);
      expect(await dirtIn(page), `diagram ${at}`).toEqual([]);
    }
    // Another theme draws the diagram again; the frame takes the next one from the list.
    await page
      .frames()
      .find((frame) => frame.url().endsWith("/mermaid-frame"))
      ?.evaluate((turn) => void Object.assign(globalThis, { turn }), at + 1);
    await page.emulateMedia({ colorScheme: at % 2 === 0 ? "dark" : "light" });
  }
  expect([...outcomes.values()].filter((outcome) => outcome !== "refused").length).toBeGreaterThan(8);
  expect(seen).toEqual([]);
  expect(hits).toEqual([]);
});

test("whatever a frame gives back, only a clean picture is shown", async ({ page }) => {
  const hostile = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100" onload="console.log('${MARKER}')">
    <style>@import url(${address}/import); @font-face { font-family: x; src: url(${address}/font) } text { fill: red; background: url(${address}/style) } rect { fill: u\\72l(${address}/escape) } p { fill: blue }</style>
    <script>console.log('${MARKER}')</script><script xlink:href="${address}/script"/>
    <foreignObject width="100" height="100"><body xmlns="http://www.w3.org/1999/xhtml"><img src="${address}/foreign" onerror="console.log('${MARKER}')"/></body></foreignObject>
    <image href="${address}/image"/><use href="${address}/use#x"/><a href="javascript:console.log('${MARKER}')"><text y="20">link</text></a>
    <rect width="10" height="10" fill="url(${address}/fill)" style="filter:url(${address}/filter)" onclick="console.log('${MARKER}')"><animate attributeName="href" values="javascript:x"/><set attributeName="onclick" to="x"/></rect>
    <text id="kept" x="5" y="50">still here</text></svg>`;
  await inFrame(page, `mermaid.render = async () => ({ svg: ${JSON.stringify(hostile).replaceAll("<", String.raw`\u003c`)} });`);
  const { seen } = watch(page);
  await openFlowchart(page);
  await expect(picture(page)).toBeVisible();
  expect(await dirtIn(page)).toEqual([]);
  expect(await svgOf(page)).toContain("still here");
  await picture(page).click();
  expect(seen).toEqual([]);
  expect(hits).toEqual([]);
});

test("an answer that is no picture is refused in words", async ({ page }) => {
  await inFrame(page, `mermaid.render = async () => ({ svg: "<p>no picture</p>" });`);
  await openFlowchart(page);
  await expect(page.getByRole("status").filter({ hasText: "Mermaid gave no picture." })).toBeVisible();
});

test("a diagram that cannot be read is shown as text, with the line", async ({ page }) => {
  await inFrame(page, `{ const { render } = mermaid; mermaid.render = (id) => render(id, "flowchart LR\\n  a --> b\\n  b -->"); }`);
  await openFlowchart(page);
  await expect(page.getByRole("status").filter({ hasText: /Mermaid does not understand line \d+\./u })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "flowchart LR" })).toBeVisible();
});

test("a diagram that never ends is stopped with its frame, and the page stays quick", async ({ page }) => {
  await inFrame(page, "mermaid.render = () => { for (;;) {} };");
  await openFlowchart(page);
  await expect(page.locator('iframe[src="/mermaid-frame"]')).toBeAttached();
  await page.getByRole("tab", { name: "Text" }).click();
  await expect(page.getByText("flowchart LR")).toBeVisible();
  await page.getByRole("tab", { name: "Document" }).click();
  await expect(page.getByRole("status").filter({ hasText: "longer than 5 seconds" })).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('iframe[src="/mermaid-frame"]')).toHaveCount(0);
});
