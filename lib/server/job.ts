import type * as z from "zod";

/**
 * Work that the server does by itself: because its time has come, or after a request was answered. Nobody can ask for it and nobody learns what
 * came of it; that is its policy. Declared like an operation.
 */
export interface Job<Input extends z.ZodObject, Needs> {
  /** Stable name: `designs.compact`. */
  readonly id: string;
  readonly policy: "server";
  /** What tells one piece of this work from another. */
  readonly input: Input;
  readonly handle: (input: z.output<Input>, needs: Needs) => Promise<void>;
}

/** Declares a job. `Needs` is what whoever starts it hands over to work with. */
export const defineJob = <Input extends z.ZodObject, Needs>(declared: Omit<Job<Input, Needs>, "policy">): Job<Input, Needs> => ({ ...declared, policy: "server" });
