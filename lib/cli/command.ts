import type { ParseArgsOptionsConfig } from "node:util";

/** Exit codes of the program. */
export const EXIT = { clean: 0, findings: 1, unusable: 2, bug: 70 } as const;
/** Exit code of the program. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The world around a command: handed in, so that a test can be the world. */
export interface Io {
  out(text: string | Uint8Array): void;
  error(text: string): void;
  /** Everything on standard input. */
  input(): Promise<string>;
  /** Runs a command of the server, which is a program of its own: the command line knows no database. */
  server(parameters: readonly string[]): Promise<ExitCode>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Whether standard output may be coloured. */
  readonly colour: boolean;
  /** Today as `2026-11-21`. */
  readonly today: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** An option of a command. */
export interface CommandOption {
  readonly type: "string" | "boolean";
  readonly short?: string;
  /** What stands for the value in the help: `PATH`, `pretty|json`. */
  readonly value?: string;
  /** Of an option with a value: it may also stand alone, and is then the empty text. */
  readonly isValueOptional?: boolean;
  /** Allowed values, when it is a choice. */
  readonly choices?: readonly string[];
  readonly help: string;
}

/** What the user wrote behind the name of a command. */
export interface CommandArgs {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** A command of the program. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What the exit codes 0 and 1 mean, when the command looks for something; else 0 is done, and there is no 1. */
  readonly exits?: { readonly clean: string; readonly findings: string };
  /** Lines behind `lintel`, one per form. */
  readonly usage: readonly string[];
  readonly options: Readonly<Record<string, CommandOption>>;
  run(args: CommandArgs, io: Io): Promise<ExitCode> | ExitCode;
}

/** Wrong use of the program, or input that it cannot use: told in words, exit code 2. */
export class UsageError extends Error {}

/** The options as Node's own parser takes them. */
export const parserOptions = (options: Command["options"]): ParseArgsOptionsConfig =>
  Object.fromEntries(Object.entries({ ...options, help: HELP }).map(([name, { type, short }]) => [name, { type, ...(short && { short }) }]));

/** The option that every command has. */
export const HELP: CommandOption = { type: "boolean", short: "h", help: "Show this help." };

/** The option of the commands that write a file. */
export const FORCE: CommandOption = { type: "boolean", help: "Write over what is there already." };

/** The text given for an option; undefined when it was not given. */
export function textOf(args: CommandArgs, name: string): string | undefined {
  const value = args.values[name];
  return typeof value === "string" ? value : undefined;
}

/** The choice given for an option, or the one that counts without it. */
export const choiceOf = <Choice extends string>(args: CommandArgs, name: string, choices: readonly Choice[], otherwise: Choice): Choice => {
  const text = textOf(args, name);
  if (text === undefined) return otherwise;
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw new UsageError(`--${name} cannot be "${text}". Use one of ${choices.join(", ")}.`);
  return choice;
};

/** The only argument of a command; says what is missing or too much. */
export function onlyPositional(args: CommandArgs, what: string): string {
  const [first, second] = args.positionals;
  if (first === undefined) throw new UsageError(`${what} is missing.`);
  if (second !== undefined) throw new UsageError(`"${second}" is one argument too many.`);
  return first;
}
