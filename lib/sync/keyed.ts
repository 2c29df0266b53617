import type { Design } from "#lib/model/design.ts";

/*
 * Lists of a design whose members have a lasting name are kept as maps in the shared document, so that two people who
 * edit different members never overwrite each other. Their order is a number beside each member.
 */
const KEYS = {
  boundaries: idOf,
  components: idOf,
  connections: idOf,
  flows: idOf,
  sagas: idOf,
  alerts: idOf,
  decisions: idOf,
  checklist: idOf,
  waivers: (member: Member) => `${String(member["rule"])}@${String(member["target"] ?? "*")}`,
} as const satisfies Partial<Record<keyof Design, (member: Member) => string>>;

type Member = Readonly<Record<string, unknown>>;

function idOf(member: Member): string {
  return String(member["id"]);
}

/** Name of a list that is kept as a map. */
export type KeyedList = keyof typeof KEYS;

/** The lists that are kept as maps. */
export const KEYED_LISTS = Object.keys(KEYS) as readonly KeyedList[];

/** Whether a property of the design is such a list. */
export const isKeyedList = (key: string): key is KeyedList => Object.hasOwn(KEYS, key);

/** Lasting name of a member of a list. */
export const keyOfMember = (list: KeyedList, member: Member): string => KEYS[list](member);

/** Whether two members of one name, made by two people who could not see each other, are the same thing: an item of a checklist that everybody has. */
export const isMerged = (list: KeyedList): boolean => list === "checklist";
