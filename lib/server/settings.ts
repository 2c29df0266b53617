import { resolve } from "node:path";
import * as z from "zod";
import { StartError } from "./start-error.ts";

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  LINTEL_DATA: z.string().min(1).default(".lintel"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "not an address like postgres://user:password@host:5432/database" }).optional(),
  LINTEL_HOSTS: z.string().default(""),
  LINTEL_LOG: z.enum(["error", "warn", "info", "debug", "silent"]).default("warn"),
  LINTEL_DEV: z.enum(["1", "0"]).default("0"),
});

/** What can be set from outside. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Where everything is kept, as an absolute path. */
  readonly dataFolder: string;
  /** A PostgreSQL server to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Host names this server answers to beside the loopback ones. */
  readonly hosts: readonly string[];
  readonly logLevel: z.output<typeof schema>["LINTEL_LOG"];
  readonly isDevelopment: boolean;
}

/** Reads the settings from environment variables. An empty variable counts as none. */
export function readSettings(environment: NodeJS.ProcessEnv, root: string): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new StartError(`Lintel cannot start with these settings:\n${reasons.join("\n")}`);
  }
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    dataFolder: resolve(root, data.LINTEL_DATA),
    databaseUrl: data.DATABASE_URL,
    hosts: data.LINTEL_HOSTS.toLowerCase()
      .split(/[\s,]+/)
      .filter((name) => name !== ""),
    logLevel: data.LINTEL_LOG,
    isDevelopment: data.LINTEL_DEV === "1",
  };
}
