import type { Flow } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Design } from "#lib/model/design.ts";
import type { ImportNote } from "../importer.ts";
import { Draft, fitted } from "./draft.ts";
import { plainText } from "./plain-text.ts";
import { DEPTH_LIMIT, Refusal, STATEMENT_LIMIT } from "./refusal.ts";
import { lineEnd, type Source } from "./source.ts";

interface Participant {
  readonly id: string;
  text: string;
  isPerson: boolean;
  box: number | undefined;
}

interface Message {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly isMutual: boolean;
  readonly isAsynchronous: boolean;
  readonly isAnswer: boolean;
}

/** Words that open a block which `end` closes. */
const BLOCKS = new Set(["loop", "alt", "opt", "par", "par_over", "critical", "break", "rect"]);
/** Words that divide a block, and words without meaning for a design. */
const IGNORED = new Set(["else", "and", "option", "activate", "deactivate", "note", "autonumber", "link", "links", "title", "acctitle", "accdescr", "properties", "details"]);
/** All arrows of messages, longest first: solid and dotted, with a head, without one, with a cross, open (asynchronous), two-headed, half-headed. */
const ARROWS = ["<<-->>", "<<->>", "--|\\", "--|/", "--\\\\", "--//", "-->>", "--x", "--)", "-->", "-|\\", "-|/", "-\\\\", "-//", "->>", "-x", "-)", "->"];

/** Reads a sequence diagram line by line. */
export function understandSequence(source: Source, name: string | undefined): { readonly design: Design; readonly notes: readonly ImportNote[] } {
  const participants = new Map<string, Participant>();
  const messages: Message[] = [];
  const boxes: string[] = [];
  const open: string[] = [];
  let title = source.title;
  let statements = 0;
  let openBox: number | undefined;

  const participant = (id: string): Participant => {
    let known = participants.get(id);
    if (!known) {
      if (participants.size >= STATEMENT_LIMIT)
        throw new Refusal(`The diagram has more than ${STATEMENT_LIMIT.toLocaleString("en")} participants. Split it into several diagrams.`, 0);
      known = { id, text: id, isPerson: false, box: openBox };
      participants.set(id, known);
    }
    return known;
  };

  const statement = (whole: string, at: number): void => {
    const line = whole.replace(/^create\s+(?=participant\s|actor\s)/iu, "");
    statements += 1;
    if (statements > STATEMENT_LIMIT) throw new Refusal(`The diagram has more than ${STATEMENT_LIMIT.toLocaleString("en")} statements. Split it into several diagrams.`, at);
    const word = /^[A-Za-z_]+/u.exec(line.slice(0, 20))?.[0]?.toLowerCase() ?? "";
    const rest = line.slice(word.length).trim();
    const isKeyword = line.length === word.length || /[\s:]/u.test(line[word.length] ?? "");
    if (isKeyword && (word === "participant" || word === "actor")) {
      const declared = declaration(rest);
      if (declared.id === "") throw new Refusal("A participant without a name cannot be read.", at);
      const known = participant(declared.id);
      known.text = declared.text || declared.id;
      known.isPerson ||= word === "actor" || declared.isPerson;
      known.box ??= openBox;
    } else if (isKeyword && word === "box") {
      openBox = boxes.length;
      boxes.push(plainText(rest.replace(/^(?:transparent|rgba?\([^)]{0,40}\)|#[\dA-Fa-f]{3,8})\s?/u, "")));
      open.push("box");
    } else if (isKeyword && BLOCKS.has(word)) {
      if (open.length >= DEPTH_LIMIT) throw new Refusal(`Blocks are nested deeper than ${DEPTH_LIMIT}. Flatten the diagram.`, at);
      open.push(word);
    } else if (word === "end" && rest === "") {
      if (open.pop() === "box") openBox = undefined;
    } else if (isKeyword && word === "title" && title === undefined) title = plainText(rest.replace(/^:/u, ""));
    else if (isKeyword && (IGNORED.has(word) || word === "destroy")) return;
    else message(line, at);
  };

  const message = (line: string, at: number): void => {
    const colon = line.indexOf(":");
    const ends = (colon === -1 ? line : line.slice(0, colon)).slice(0, ENDS_LIMIT);
    const arrow = firstArrow(ends);
    if (!arrow) throw new Refusal(`This cannot be read here: ${line.slice(0, 40)}`, at, "Expected a participant, a message such as A->>B: text, or a block.");
    const from = clean(ends.slice(0, arrow.at));
    const to = clean(ends.slice(arrow.at + arrow.text.length));
    if (from === "" || to === "") throw new Refusal("A message needs a sender and a receiver.", at);
    participant(from);
    participant(to);
    messages.push({
      from,
      to,
      text: colon === -1 ? "" : plainText(line.slice(colon + 1)),
      isMutual: arrow.text.startsWith("<<"),
      isAsynchronous: arrow.text.endsWith(")"),
      isAnswer: arrow.text.startsWith("--"),
    });
  };

  walk(source, statement);
  return build({ participants: [...participants.values()], messages, boxes, title: title ?? name ?? "Imported sequence", hasTitle: title !== undefined });
}

/** Calls back for every statement: one per line or semicolon, comments and blank lines left out. */
function walk(source: Source, statement: (line: string, at: number) => void): void {
  const { text } = source;
  for (let at = source.at; at < text.length;) {
    const end = lineEnd(text, at);
    let start = at;
    const line = text.slice(at, end);
    const isComment = line.trimStart().startsWith("%%");
    const pieces = isComment ? [] : line.split(/(?<!#\w{0,8});/u);
    for (const piece of pieces) {
      const trimmed = piece.trim();
      if (trimmed !== "") statement(trimmed, start + piece.length - piece.trimStart().length);
      start += piece.length + 1;
    }
    at = end + 1;
  }
}

function declaration(rest: string): { readonly id: string; readonly text: string; readonly isPerson: boolean } {
  const settings = rest.indexOf("@{");
  const plain = settings === -1 ? rest : rest.slice(0, settings);
  const after = settings === -1 ? "" : rest.slice(rest.indexOf("}", settings) + 1);
  const as = /\sas\s/u.exec(after === "" ? plain : after);
  const isPerson = settings !== -1 && /"type"\s?:\s?"actor"/u.test(rest.slice(settings, settings + 200));
  if (!as) return { id: clean(plain), text: plainText(clean(plain)), isPerson };
  const whole = after === "" ? plain : after;
  const alias = plainText(whole.slice(as.index + as[0].length));
  return { id: clean(after === "" ? whole.slice(0, as.index) : plain), text: alias, isPerson };
}

/** A participant's name without activation marks, quotes and central connection dots. */
const clean = (name: string): string =>
  name
    .trim()
    .replaceAll(/^(?:\(\)|[+-])|\(\)$/gu, "")
    .trim()
    .replaceAll(/^"|"$/gu, "");

/** The arrow of a message: the first place where one fits. A dash inside a name (`api-server`) is none. */
function firstArrow(ends: string): { readonly at: number; readonly text: string } | undefined {
  for (let at = 1; at < ends.length; at += 1) {
    const character = ends[at];
    if (character !== "-" && character !== "<") continue;
    const text = ARROWS.find((arrow) => ends.startsWith(arrow, at));
    if (text && !(text === "-x" && /\w/u.test(ends[at + 2] ?? "") && /[a-z]/u.test(ends[at - 1] ?? "") && ARROWS.some((arrow) => arrow !== "-x" && ends.includes(arrow, at + 1))))
      return { at, text };
  }
  return undefined;
}

/** Longest sender, arrow and receiver together; what is longer is no message. */
const ENDS_LIMIT = 1_000;

interface Drawn {
  readonly participants: readonly Participant[];
  readonly messages: readonly Message[];
  readonly boxes: readonly string[];
  readonly title: string;
  readonly hasTitle: boolean;
}

/** Participants become components, messages one connection per ordered pair, their order a flow. */
function build(drawn: Drawn): { readonly design: Design; readonly notes: readonly ImportNote[] } {
  const draft = new Draft();
  const boxes = drawn.boxes.map((box, at) => draft.boundary(box || `box-${at + 1}`, false, { kind: "context", name: fitted(box) || `Box ${at + 1}` }));
  const ids = new Map<string, Id>();
  for (const participant of drawn.participants) {
    const box = participant.box === undefined ? undefined : boxes[participant.box];
    ids.set(
      participant.id,
      draft.component(participant.id, false, { text: participant.text, shape: "", classes: [] }, box ? { contexts: [box] } : {}, participant.isPerson ? "client" : undefined),
    );
  }
  const byPair = new Map<string, Id>();
  const order: Id[] = [];
  let own = 0;
  for (const message of drawn.messages) {
    const from = ids.get(message.from);
    const to = ids.get(message.to);
    if (!from || !to) continue;
    if (from === to) {
      own += 1;
      continue;
    }
    const pair = `${from} ${to}`;
    let id = byPair.get(pair);
    if (!id) {
      id = draft.connection({ from, to, text: message.text, isMutual: message.isMutual });
      byPair.set(pair, id);
    }
    order.push(id);
  }
  const design = draft.finish(drawn.title);
  const first = drawn.messages.find((message) => message.from !== message.to);
  const entry = first && ids.get(first.from);
  const flow: Flow | undefined =
    order.length > 0 ? { id: "messages", name: drawn.hasTitle ? fitted(drawn.title) : "Messages in order", ...(entry ? { entry } : {}), connections: order } : undefined;
  if (order.length > byPair.size)
    draft.notes.push({
      message: `${order.length} messages became ${byPair.size} connections, one per sender and receiver, labelled with the first message; the flow keeps their order.`,
    });
  if (own > 0) draft.notes.push({ message: `${own} ${own === 1 ? "message" : "messages"} of a participant to itself left out: a design has no connection for inner work.` });
  if (boxes.length > 0) draft.notes.push({ message: `${boxes.length} ${boxes.length === 1 ? "box" : "boxes"} became bounded contexts; that is a guess.` });
  return { design: { ...design, flows: flow ? [flow] : [] }, notes: draft.notes };
}
