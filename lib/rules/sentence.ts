export { counted, listed, midSentence, walk } from "#lib/model/sentence.ts";
