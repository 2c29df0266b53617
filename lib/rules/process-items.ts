import { processDescriptors } from "#lib/model/describe.ts";
import { listed, midSentence } from "#lib/model/sentence.ts";

/** Items of a part of the process inside a sentence: `data flow, API specifications and 2 more`. */
export function itemsOf(part: "proposal" | "review" | "handoff", items: readonly string[]): string {
  const titles = new Map(processDescriptors.get(part)?.fields?.map(({ key, title }) => [key, title]));
  return listed(
    items.map((item) => midSentence(titles.get(item) ?? item)),
    items.length,
  );
}
