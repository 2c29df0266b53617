import { plainSource } from "./plain-source.ts";

/** Address of the page that draws. */
const PAGE = "/mermaid-frame";
/** The frame loads Mermaid (5 MB) once; on a slow machine that takes a while. */
const LOADING_LIMIT = 20_000;
/** A diagram that takes longer is stopped together with its frame. */
const DRAWING_LIMIT = 5_000;
/** How long an unused frame stays, for the next change of the same document. */
const IDLE = 60_000;

/** What came of drawing: SVG that nobody has looked at yet, or what is wrong in words. */
export type Drawing =
  | { readonly ok: true; readonly svg: string }
  | { readonly ok: false; readonly message: string; /** Line of the text, from 1. */ readonly line?: number; readonly detail?: string };

/** What the frame says; the page around believes the shape only after looking. */
interface Answer {
  readonly lintel: "mermaid";
  readonly ready?: boolean;
  readonly id?: number;
  readonly svg?: string;
  readonly message?: string;
  readonly line?: number;
}

function isAnswer(data: unknown): data is Answer {
  if (typeof data !== "object" || data === null) return false;
  const { lintel, svg, message, line } = data as Partial<Record<keyof Answer, unknown>>; // read to be tested, field by field
  return lintel === "mermaid" && ["string", "undefined"].includes(typeof svg) && ["string", "undefined"].includes(typeof message) && ["number", "undefined"].includes(typeof line);
}

/** A page of an origin of its own, without network, in which Mermaid draws. */
class Frame {
  readonly #element = document.createElement("iframe");
  readonly #ready: Promise<boolean>;
  #number = 0;

  constructor() {
    const element = this.#element;
    element.setAttribute("sandbox", "allow-scripts");
    element.src = PAGE;
    element.title = "Draws diagrams";
    element.tabIndex = -1;
    element.ariaHidden = "true";
    // In view though invisible: browsers slow frames down that are out of view, and texts cannot be measured in hidden ones.
    element.style.cssText = "position:fixed;top:0;left:0;width:1280px;height:800px;border:0;opacity:0;pointer-events:none;z-index:-1";
    this.#ready = this.#answer((answer) => answer.ready === true, LOADING_LIMIT).then((answer) => answer !== undefined);
    document.body.append(element);
  }

  /** What the frame makes of a text, or nothing when it keeps silent. */
  async draw(text: string, dark: boolean): Promise<Answer | "not loaded" | "too slow"> {
    if (!(await this.#ready)) return "not loaded";
    this.#number += 1;
    const id = this.#number;
    const answer = this.#answer((candidate) => candidate.id === id, DRAWING_LIMIT);
    // The frame has no origin that could be named; the text is a diagram, nothing secret goes to whoever draws it.
    this.#element.contentWindow?.postMessage({ id, text, dark }, "*");
    return (await answer) ?? "too slow";
  }
  close(): void {
    this.#element.remove();
  }

  #answer(fits: (answer: Answer) => boolean, limit: number): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const done = (answer: Answer | undefined) => {
        clearTimeout(watchdog);
        window.removeEventListener("message", onMessage);
        resolve(answer);
      };
      const onMessage = ({ source, data }: MessageEvent<unknown>) => {
        if (source !== null && source === this.#element.contentWindow && isAnswer(data) && fits(data)) done(data);
      };
      const watchdog = setTimeout(() => done(undefined), limit);
      window.addEventListener("message", onMessage);
    });
  }
}

let open: Frame | undefined;
let idle: ReturnType<typeof setTimeout> | undefined;
let last: Promise<unknown> = Promise.resolve();

function close(): void {
  open?.close();
  open = undefined;
}

async function drawNow(source: string, dark: boolean): Promise<Drawing> {
  clearTimeout(idle);
  const { text, lineOf } = plainSource(source);
  if (text === "") return { ok: false, message: "The diagram is empty." };
  open ??= new Frame();
  const answer = await open.draw(text, dark);
  idle = setTimeout(close, IDLE);
  if (typeof answer === "string") {
    close();
    return {
      ok: false,
      message:
        answer === "too slow"
          ? "Drawing took longer than 5 seconds and was stopped. Fewer elements, or a part of the design, may be drawn."
          : "The program that draws diagrams could not be loaded. Check the connection and try again.",
    };
  }
  if (answer.svg !== undefined) return { ok: true, svg: answer.svg };
  const detail = answer.message ?? "";
  if (answer.line === undefined) return { ok: false, message: `Mermaid cannot draw this: ${detail.split("\n")[0] ?? ""}` };
  const line = lineOf(answer.line);
  return { ok: false, message: `Mermaid does not understand line ${line}.`, line, detail };
}

/** Draws a Mermaid text in the safe frame, one after the other. What nobody waits for any more is not begun. */
export function drawMermaid(source: string, dark: boolean, signal: AbortSignal): Promise<Drawing | undefined> {
  const drawing = last.then(() => (signal.aborted ? undefined : drawNow(source, dark)));
  last = drawing.catch(() => undefined);
  return drawing;
}
