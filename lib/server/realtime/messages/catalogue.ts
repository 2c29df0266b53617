import type { Message } from "#lib/server/realtime/message.ts";
import { change } from "./change.ts";
import { hello } from "./hello.ts";
import { presence } from "./presence.ts";

/** Everything that a browser may say on its live connection. What is not listed here ends the connection. */
export const MESSAGES: readonly Message[] = [change, hello, presence];
