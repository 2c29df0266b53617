import { importText, type ReadRequest } from "./read-text.ts";

/* Reading somebody's file happens beside the screen, so that a hostile one can be stopped. */
addEventListener("message", (event: MessageEvent<ReadRequest>) => postMessage(importText(event.data)));
