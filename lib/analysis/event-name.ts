/** How the name of an event is written: `OrderPlaced`, `order.placed`, or in a way of its own. */
export type EventStyle = "pascal" | "dotted" | "other";

/** How an event name is written. */
export function styleOf(name: string): EventStyle {
  if (/^\p{Lu}[\p{L}\p{N}]*$/u.test(name)) return "pascal";
  return /^[\p{Ll}\p{N}_-]+(?:\.[\p{Ll}\p{N}_-]+)+$/u.test(name) ? "dotted" : "other";
}

/** Whether the last word of an event name says that something has happened; unknown for words that are both (`read`, `set`), in other scripts, or without a word. */
export function isPastTense(name: string): boolean | undefined {
  const word = lastWord(name);
  if (word === undefined || !/^[a-z]+$/u.test(word) || BOTH.has(word)) return undefined;
  return IRREGULAR.has(word) || (word.endsWith("ed") && word.length > 3 && !NOT_PAST.has(word) && (!word.endsWith("eed") || PAST_IN_EED.has(word)));
}

/** The word that carries the tense: the last one, without a version and without "event". */
function lastWord(name: string): string | undefined {
  const words = name
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !/^v?\d+$/u.test(word));
  const last = words.at(-1);
  return last === "event" ? words.at(-2) : last;
}

const listOf = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Past forms that do not end in -ed. */
const IRREGULAR = listOf(
  "sent resent paid repaid made remade sold resold bought brought built rebuilt lost kept begun began done undone redone gone went taken took given gave shown " +
    "written wrote rewritten overwritten held withheld upheld met won chosen chose drawn drew withdrawn withdrew thrown threw known grown grew broken broke frozen " +
    "froze stolen spoken forgotten hidden sought caught taught thought spent lent fallen fell risen rose driven drove laid said told understood stood sunk struck " +
    "stuck hung heard fed led fled dealt meant felt shot lit overridden woken awoken born worn torn torn bitten eaten beaten sworn proven overtaken undertaken mistaken",
);
/** Forms that are past and present, or a word of their own. */
const BOTH = listOf(
  "read reread set reset preset put input output cut shut split hit let cast broadcast run rerun come become left found bound spread shed cost hurt bid quit fit",
);
/** Words in -ed that are not past. */
const NOT_PAST = listOf("embed hundred shred sacred naked seabed");
/** Past forms in -eed; all other words in -eed are nouns and presents (feed, need, proceed). */
const PAST_IN_EED = listOf("agreed disagreed freed guaranteed decreed refereed");
