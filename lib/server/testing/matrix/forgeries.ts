import type { Operation } from "#lib/server/operation.ts";
import { sentBy } from "./calls.ts";
import type { Bearer } from "./principals.ts";
import { type IdName, OWNED_BY, type World } from "./world.ts";

/** A call that a sound client never makes. */
export interface Forgery {
  readonly what: string;
  readonly ids: Readonly<Record<string, string>>;
  readonly sent: Readonly<Record<string, unknown>>;
}

/** Ids that a caller makes up. */
const OWN_NAMES = new Set(["updateId"]);
/** What a caller must not be able to say about itself or about what it makes. */
const EXTRAS: Readonly<Record<string, unknown>> = {
  role: "admin",
  roles: ["PE"],
  isAdmin: true,
  isOwner: true,
  ownerId: "somebody",
  authorId: "somebody",
  createdBy: "somebody",
  workspaceId: "other",
  approvedAt: "2020-01-01T00:00:00Z",
  deletedAt: null,
  scope: "edit",
  grants: [],
};

const isIdName = (name: string): name is IdName => name in OWNED_BY;
const namesInPath = ({ path }: Operation): string[] => [...path.matchAll(/\{(\w+)\}/gu)].map(([, name = ""]) => name);

/** Three worlds that are alike. */
export interface Neighbours {
  readonly own: World;
  /** In the same workspace. */
  readonly sibling: World;
  /** In another one. */
  readonly foreign: World;
}

/** A sound call of whoever may make it, with each id replaced by what belongs to another design, person or workspace: nothing is found. */
export function withForeignIds(operation: Operation, ids: Readonly<Record<string, string>>, { own, sibling, foreign }: Neighbours, reach: Bearer["reach"]): Forgery[] {
  const inPath = namesInPath(operation);
  const inBody = Object.keys(operation.input.shape).filter((name) => /Ids?$/u.test(name) && !inPath.includes(name) && !OWN_NAMES.has(name));
  const sent = sentBy(operation, own);
  const othersOf = (name: string): readonly (readonly [whose: string, id: string])[] => {
    const id = name.replace(/Ids$/u, "Id");
    if (!isIdName(id)) throw new Error(`Say in testing/matrix/world.ts to whom the ${name} of ${operation.id} belongs, and put one into every world.`);
    const owner = OWNED_BY[id];
    const isBeyondWorkspace = owner !== "workspace" || reach !== "installation";
    const isBeyondSibling = owner !== "workspace" || reach === "design";
    return [...(isBeyondWorkspace ? [["another workspace", foreign.ids[id]] as const] : []), ...(isBeyondSibling ? [["a neighbour", sibling.ids[id]] as const] : [])];
  };
  return [
    ...inPath.flatMap((name) => othersOf(name).map(([whose, id]) => ({ what: `${name} of ${whose}`, ids: { ...ids, [name]: id }, sent }))),
    ...inBody.flatMap((name) => othersOf(name).map(([whose, id]) => ({ what: `${name} of ${whose}`, ids, sent: { ...sent, [name]: name.endsWith("s") ? [id] : id } }))),
    ...(inPath.length > 1 && reach !== "installation" ? [{ what: "all ids of another workspace", ids: { ...ids, ...foreign.ids }, sent }] : []),
  ];
}

/** A sound call with more than was asked for, or with values that mean something to a database or to JavaScript itself: it is not understood. */
export function withStrangeInput(operation: Operation, ids: Readonly<Record<string, string>>, world: World): Forgery[] {
  const sent = sentBy(operation, world);
  const properties = Object.keys(operation.input.shape).filter((name) => !namesInPath(operation).includes(name));
  const strange = (what: string, more: Readonly<Record<string, unknown>>): Forgery => ({ what, ids, sent: { ...sent, ...more } });
  return [
    ...Object.entries(EXTRAS)
      .filter(([name]) => !properties.includes(name))
      .map(([name, value]) => strange(`more: ${name}`, { [name]: value })),
    ...namesInPath(operation).map((name) => strange(`${name} said twice`, { [name]: ids[name] })),
    ...(operation.method === "GET"
      ? properties.map((name) => strange(`${name}[not]=`, { [`${name}[not]`]: "" }))
      : properties.flatMap((name) => [{ not: "" }, { $ne: null }, { contains: "" }].map((value) => strange(`${name}: ${JSON.stringify(value)}`, { [name]: value })))),
    // As JSON.parse makes it: a property of its own, not the prototype.
    strange("__proto__", JSON.parse('{"__proto__": {"isAdmin": true, "polluted": true}}') as Record<string, unknown>),
    strange("constructor", { constructor: { prototype: { isAdmin: true, polluted: true } } }),
  ];
}
