import type * as z from "zod";
import type { Policy } from "#lib/server/policy.ts";
import type { Hello, Showing } from "#lib/sync/realtime-protocol.ts";

/** Whoever said something, as far as a message acts on it. */
export interface Speaker {
  /** Comes in with a ticket. */
  enter(hello: Hello): void;
  /** Stores a change and has it acknowledged. */
  store(id: string, update: Uint8Array): void;
  /** Shows something of oneself to the others. */
  show(showing: Showing): void;
}

interface Common<Input extends z.ZodObject> {
  /** Stable name: `realtime.change`. */
  readonly id: `realtime.${string}`;
  /** How it is called in a frame. */
  readonly type: string;
  /** `public` is said first, with a ticket as the proof; the others say what the ticket must have opened. */
  readonly policy: Extract<Policy, "public" | "design:view" | "design:requirements">;
  /** Strict: a property that nobody asked for is refused. */
  readonly input: Input;
}

/** Something that a browser may say on its live connection; declared like an operation of the API. */
export interface Message extends Common<z.ZodObject> {
  /** Acts on what was said; false, and nothing else, when it is not understood. */
  hear(said: unknown, speaker: Speaker): boolean;
}

/** Declares a message. */
export function defineMessage<Input extends z.ZodObject>(declared: Common<Input> & { readonly handle: (input: z.output<Input>, speaker: Speaker) => void }): Message {
  const { id, type, policy, handle } = declared;
  const input = declared.input.strict();
  return {
    id,
    type,
    policy,
    input,
    hear: (said, speaker) => {
      const parsed = input.safeParse(said);
      // `strict()` narrows the schema's own type away; what it lets through is the input.
      if (parsed.success) handle(parsed.data as z.output<Input>, speaker);
      return parsed.success;
    },
  };
}
