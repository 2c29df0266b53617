import type * as z from "zod";
import { rightsAround } from "./accounts/member.ts";
import type { Actor } from "./actor.ts";
import type { ServerContext } from "./context.ts";
import type { Database, Transaction } from "./database/database.ts";
import { AppError } from "./errors.ts";
import { answerOnce } from "./idempotency.ts";
import { authorize, authorizeCaller, isOfDesign, type Policy } from "./policy.ts";

/** Something an HTTP answer carries beside its body: a cookie with a secret, or without one to take it back. */
export type GivenCookie =
  | { readonly kind: "share"; readonly linkId: string; readonly secret: string }
  | { readonly kind: "session"; readonly secret: string | null }
  | { readonly kind: "external"; readonly secret: string | null };

/** What is known about the program that calls. */
export interface Caller {
  readonly address: string;
  /** The browser as it names itself. */
  readonly client: string;
  /** The secret of a sign-in at an identity provider that this browser has begun. */
  readonly externalSecret?: string | undefined;
  /** The secrets of visits that share links gave this browser. */
  readonly visitSecrets?: readonly string[];
}

/** What a caller sends beside the input itself. */
export interface CallOptions {
  /** Makes the repetition of a creating request harmless. */
  readonly idempotencyKey?: string | undefined;
  /** Called when the answer is to carry a cookie. */
  readonly onCookie?: (cookie: GivenCookie) => void;
  readonly caller?: Caller;
}

interface Call {
  readonly context: ServerContext;
  readonly giveCookie: (cookie: GivenCookie) => void;
  readonly caller: Caller;
}

interface Common<Input extends z.ZodObject, Output extends z.ZodObject> {
  /** Stable name: `designs.rename`. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path below `/api/v1`; `{name}` takes the property of the input with that name. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly policy: Policy;
  /** Only there when the installation has accounts. */
  readonly needsAccounts?: boolean;
  /** Strict: a property that nobody asked for is refused. */
  readonly input: Input;
  /** What is not named here does not leave the server. */
  readonly output: Output;
  /** Most bytes of a request's body; 64 kB unless given. */
  readonly bodyLimit?: number;
  /** Guarded against guessing: few calls a minute. */
  readonly guarded?: boolean;
}

/** An operation that makes something: runs in one transaction and heeds the Idempotency-Key. */
interface Creating<Input extends z.ZodObject, Output extends z.ZodObject> extends Common<Input, Output> {
  /** `answer` repeats the first answer; `once` only says that it was done, because the answer holds a secret. */
  readonly repeat: "answer" | "once";
  readonly create: (actor: Actor, input: z.output<Input>, transaction: Transaction) => Promise<z.input<Output>>;
}

interface Plain<Input extends z.ZodObject, Output extends z.ZodObject> extends Common<Input, Output> {
  readonly handle: (actor: Actor, input: z.output<Input>, call: Call) => Promise<z.input<Output>>;
}

/** Something that can be asked of the server: by REST today, by other ways from the same declaration. */
export interface Operation extends Omit<Common<z.ZodObject, z.ZodObject>, "bodyLimit"> {
  readonly bodyLimit: number;
  /** Whether the operation makes something new and heeds the Idempotency-Key. */
  readonly creates: boolean;
  /** Checks the input and the right, acts, and returns what may leave the server. */
  call(actor: Actor, input: unknown, context: ServerContext, options?: CallOptions): Promise<unknown>;
}

const BODY_LIMIT = 64 * 1024;

/** Declares an operation. */
export function defineOperation<Input extends z.ZodObject, Output extends z.ZodObject>(declared: Plain<Input, Output> | Creating<Input, Output>): Operation {
  const isAboutDesign = "designId" in declared.input.shape;
  if (isOfDesign(declared.policy) && !isAboutDesign) throw new Error(`The policy of ${declared.id} asks about a design, and its input names none.`);
  const strictInput = declared.input.strict();
  return {
    ...declared,
    bodyLimit: declared.bodyLimit ?? BODY_LIMIT,
    creates: "create" in declared,
    call: async (caller, raw, context, options = {}) => {
      if (declared.needsAccounts && context.accounts === undefined)
        throw new AppError("not_found", "This Lintel has no accounts. Whoever runs it can switch them on with LINTEL_ACCOUNTS=1.");
      // Strangers learn nothing, not even what a correct request would look like.
      authorizeCaller(caller, declared.policy, isAboutDesign);
      const parsed = strictInput.safeParse(raw);
      if (!parsed.success) throw new AppError("invalid_input", explain(parsed.error), { fields: fieldsOf(parsed.error) });
      // `strict()` narrows the schema's own type away; what it lets through is the input.
      const input = parsed.data as z.output<Input>;
      const { designId } = input as { readonly designId?: string };
      const actor = await withDesign(caller, designId, context.database);
      authorize(actor, declared.policy, designId);
      if ("handle" in declared) {
        const call = { context, giveCookie: options.onCookie ?? (() => undefined), caller: options.caller ?? { address: "", client: "" } };
        return declared.output.parse(await declared.handle(actor, input, call));
      }
      const work = async (transaction: Transaction) => declared.output.parse(await declared.create(actor, input, transaction));
      return answerOnce(actor, context.database, { operation: declared.id, input: raw, key: options.idempotencyKey, repeat: declared.repeat }, work);
    },
  };
}

/**
 * With a design a person has the rights of its workspace, whichever they work in at the moment. They learn of deleted designs too: those can be
 * restored.
 */
async function withDesign(actor: Actor, designId: string | undefined, database: Database): Promise<Actor> {
  if (actor.kind !== "member" || designId === undefined) return actor;
  const rights = await rightsAround(database, actor.userId, designId);
  return rights === null ? { ...actor, designId: undefined } : { ...actor, ...rights, designId };
}

function fieldsOf(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.toReversed().map((issue) => [issue.path.join("."), issue.message]));
}

function explain(error: z.ZodError): string {
  const lines = error.issues.slice(0, 5).map((issue) => `${issue.path.length === 0 ? "" : `${issue.path.join(".")}: `}${issue.message}`);
  const more = error.issues.length - lines.length;
  return `The request is not understood. ${lines.join("; ")}${more > 0 ? `; and ${more} more` : ""}.`;
}
