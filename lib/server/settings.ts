import type { BlockList } from "node:net";
import { resolve } from "node:path";
import * as z from "zod";
import type { AccountSettings } from "./accounts/account-settings.ts";
import type { CopyPurpose } from "./database/instance.ts";
import { readAddresses } from "./http/visitor.ts";
import { StartError } from "./start-error.ts";

/** Whether a text is the origin of pages, and nothing that would mean more in a policy. */
const isOrigin = (text: string): boolean => /^https?:\/\//u.test(text) && URL.canParse(text) && new URL(text).origin === text;

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  LINTEL_DATA: z.string().min(1).default(".lintel"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "not an address like postgres://user:password@host:5432/database" }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "not an address like redis://:password@host:6379" }).optional(),
  LINTEL_HOSTS: z.string().default(""),
  LINTEL_EMBED_ORIGINS: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ""))
    .pipe(z.array(z.string().refine(isOrigin, "not a list of origins like https://wiki.example, without a path"))),
  LINTEL_PROXIES: z.string().default("").transform(addressList),
  LINTEL_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LINTEL_METRICS_HOST: z.string().min(1).default("127.0.0.1"),
  LINTEL_LOG: z.enum(["error", "warn", "info", "debug", "silent"]).default("warn"),
  LINTEL_COPY: z.enum(["replaces", "beside"]).optional(),
  LINTEL_DEV: z.enum(["1", "0"]).default("0"),
  LINTEL_ACCOUNTS: z.enum(["1", "0"]).default("0"),
  LINTEL_SIGN_UP: z.enum(["invitation", "open"]).default("invitation"),
  LINTEL_URL: z.url({ protocol: /^https?$/, error: "not an address like https://lintel.example" }).optional(),
  LINTEL_SMTP_URL: z.url({ protocol: /^smtps?$/, error: "not an address like smtp://user:password@host:587" }).optional(),
  LINTEL_MAIL_FROM: z.string().min(3).optional(),
  LINTEL_OIDC_ISSUER: z.url({ protocol: /^https?$/, error: "not an address like https://id.example" }).optional(),
  LINTEL_OIDC_CLIENT_ID: z.string().min(1).optional(),
  LINTEL_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  LINTEL_OIDC_TITLE: z.string().min(1).max(40).default("single sign-on"),
});

function addressList(text: string, context: z.RefinementCtx<string>): BlockList {
  const list = readAddresses(text);
  if (typeof list !== "string") return list;
  context.addIssue({ code: "custom", message: `"${list}" is no address. Write the proxies as addresses or networks, such as 127.0.0.1 or 10.0.0.0/8, with commas` });
  return z.NEVER;
}

/** What can be set from outside. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Where everything is kept, as an absolute path. */
  readonly dataFolder: string;
  /** A PostgreSQL server to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** A Redis that carries changes between processes. */
  readonly redisUrl: string | undefined;
  /** Host names this server answers to beside the loopback ones. */
  readonly hosts: readonly string[];
  /** Origins whose pages may show designs in a frame. */
  readonly embedders: readonly string[];
  /** Proxies whose word about where a visitor comes from is believed. */
  readonly proxies: BlockList;
  /** Where browsers reach the server, such as `https://lintel.example`. */
  readonly publicUrl: string | undefined;
  /** Where measurements can be read; undefined when nothing is measured. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  readonly logLevel: z.output<typeof schema>["LINTEL_LOG"];
  /** What the database is for when it turns out to be a copy. */
  readonly copy: CopyPurpose | undefined;
  readonly isDevelopment: boolean;
  /** Undefined when there are no accounts and whoever sits at the machine may do everything. */
  readonly accounts: AccountSettings | undefined;
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
  const publicUrl = data.LINTEL_URL?.replace(/\/+$/, "");
  return {
    port: data.PORT,
    host: data.HOST,
    dataFolder: resolve(root, data.LINTEL_DATA),
    databaseUrl: data.DATABASE_URL,
    embedders: data.LINTEL_EMBED_ORIGINS,
    redisUrl: data.REDIS_URL,
    hosts: data.LINTEL_HOSTS.toLowerCase()
      .split(/[\s,]+/)
      .filter((name) => name !== "")
      .concat(publicUrl === undefined ? [] : [new URL(publicUrl).host]),
    proxies: data.LINTEL_PROXIES,
    publicUrl,
    metrics: data.LINTEL_METRICS_PORT === undefined ? undefined : { host: data.LINTEL_METRICS_HOST, port: data.LINTEL_METRICS_PORT },
    logLevel: data.LINTEL_LOG,
    copy: data.LINTEL_COPY,
    isDevelopment: data.LINTEL_DEV === "1",
    accounts: data.LINTEL_ACCOUNTS === "1" ? accountsOf(data, publicUrl) : undefined,
  };
}

function accountsOf(data: z.output<typeof schema>, publicUrl: string | undefined): AccountSettings {
  const { LINTEL_SMTP_URL: smtp, LINTEL_MAIL_FROM: from, LINTEL_OIDC_ISSUER: issuer, LINTEL_OIDC_CLIENT_ID: clientId, LINTEL_OIDC_CLIENT_SECRET: clientSecret } = data;
  if ((smtp ?? issuer) !== undefined && publicUrl === undefined)
    throw new StartError(
      "Lintel cannot start with these settings:\nLINTEL_URL: needed for mails and for an identity provider. Say where browsers reach this server, such as https://lintel.example.",
    );
  if (smtp !== undefined && from === undefined)
    throw new StartError("Lintel cannot start with these settings:\nLINTEL_MAIL_FROM: needed beside LINTEL_SMTP_URL, such as lintel@example.org.");
  if (issuer !== undefined && (clientId === undefined || clientSecret === undefined))
    throw new StartError(
      "Lintel cannot start with these settings:\nLINTEL_OIDC_CLIENT_ID, LINTEL_OIDC_CLIENT_SECRET: needed beside LINTEL_OIDC_ISSUER. The identity provider gives them.",
    );
  return {
    isSignUpOpen: data.LINTEL_SIGN_UP === "open",
    publicUrl,
    mail: smtp === undefined || from === undefined ? undefined : { url: smtp, from },
    oidc: issuer === undefined || clientId === undefined || clientSecret === undefined ? undefined : { issuer, clientId, clientSecret, title: data.LINTEL_OIDC_TITLE },
  };
}
