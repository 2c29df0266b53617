import { pathToFileURL } from "node:url";
import * as z from "zod";
import { pathText } from "#lib/import/lintel-file/fit.ts";
import { schemaFault, valueAt } from "#lib/import/lintel-file/schema-fault.ts";
import { COMPONENT_KINDS } from "#lib/model/component.ts";
import { CONNECTION_KINDS } from "#lib/model/connection.ts";
import { type Design, SEVERITIES } from "#lib/model/design.ts";
import { finding, type Report, type Rule, type RuleContext, undecided } from "#lib/rules/rule.ts";
import { UsageError } from "./command.ts";

const callable = z.custom<(...args: never[]) => unknown>((value) => typeof value === "function", "must be a function");

/** A rule as a plug-in writes it: plain values and functions, without anything to import. Described in docs/configuration.md. */
const pluginRuleSchema = z.strictObject({
  id: z.string().regex(/^own\/[a-z0-9-]+$/u, "must be own/ and a name in small letters, digits and -"),
  title: z.string().min(1),
  severity: z.enum(SEVERITIES).default("warning"),
  each: z.enum(["component", "connection", "flow", "saga", "boundary", "design"]),
  kinds: z.array(z.enum([...COMPONENT_KINDS, ...CONNECTION_KINDS])).optional(),
  check: callable,
  message: callable,
  why: z.string().default(""),
  remedy: z.string().default(""),
  fix: z.strictObject({ title: z.string().min(1), apply: callable }).optional(),
});
type PluginRule = z.infer<typeof pluginRuleSchema>;

const reportSchema = z.object({
  target: z.string().optional(),
  property: z.string().optional(),
  related: z.array(z.string()).optional(),
  missing: z.array(z.string()).min(1).optional(),
  data: z.unknown(),
});

/** Loads the rules of a module: its default export is `{ rules: [...] }`. The module runs as code of this program; only name what you trust. */
export async function loadPlugin(path: string, shown: string): Promise<readonly Rule[]> {
  let loaded: unknown;
  try {
    loaded = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new UsageError(`${shown}: The plug-in cannot be loaded: ${(error instanceof Error ? error.message : String(error)).replace(/ imported from .*/u, "")}`);
  }
  const read = z.object({ default: z.object({ rules: z.array(pluginRuleSchema) }) }).safeParse(loaded);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UsageError(
      `${shown}: The plug-in is not understood: ${issue ? `"${pathText(issue.path)}" ${schemaFault(issue, valueAt(issue.path, loaded))}` : "no rules."} Its default export is { rules: [...] }.`,
    );
  }
  return read.data.default.rules.map((rule) => ruleOf(rule, shown));
}

function ruleOf(own: PluginRule, shown: string): Rule {
  /** Runs a function of the plug-in; what it throws names the plug-in and not this program. */
  const guarded = (what: string, run: () => unknown): unknown => {
    try {
      return run();
    } catch (error) {
      throw new UsageError(`${shown}: ${what} of ${own.id} fails: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const reportOf = (raw: unknown): Report => {
    const read = reportSchema.safeParse(raw);
    if (!read.success) throw new UsageError(`${shown}: check of ${own.id} returned something that is no report: ${read.error.issues[0]?.message ?? ""}.`);
    const { missing, target, property, related, data } = read.data;
    const place = { ...(target !== undefined && { target }), ...(property !== undefined && { property }), ...(related && { related }) };
    return missing ? undecided(missing, place) : finding<unknown>({ ...place, data });
  };
  const call = (run: (...args: never[]) => unknown, ...args: readonly unknown[]): unknown => run(...(args as never[]));
  const check = (subject: unknown, context: RuleContext) => {
    const raw = guarded("check", () => call(own.check, subject, context));
    if (raw === undefined || raw === null || raw === false) return undefined;
    return Array.isArray(raw) ? raw.map(reportOf) : reportOf(raw);
  };
  const { fix } = own;
  const text = {
    id: own.id as `own/${string}`,
    title: own.title,
    severity: own.severity,
    message: (report: unknown, context: RuleContext) => String(guarded("message", () => call(own.message, report, context))),
    why: own.why,
    remedy: own.remedy,
    sources: ["Own rule"],
    needs: [],
    examples: { bad: [], good: [] },
    ...(fix
      ? { fix: { title: fix.title, apply: (design: Design, found: unknown, context: RuleContext) => guarded("fix", () => call(fix.apply, design, found, context)) as Design } }
      : { needsPerson: "The plug-in has no fix for it." }),
  };
  const kindsOf = <Kind extends string>(kinds: readonly Kind[]): readonly Kind[] => (own.kinds ? kinds.filter((kind) => (own.kinds as readonly string[]).includes(kind)) : kinds);
  switch (own.each) {
    case "component":
      return { ...text, each: own.each, kinds: kindsOf(COMPONENT_KINDS), check };
    case "connection":
      return { ...text, each: own.each, kinds: kindsOf(CONNECTION_KINDS), check };
    case "flow":
      return { ...text, each: own.each, check };
    case "saga":
      return { ...text, each: own.each, check };
    case "boundary":
      return { ...text, each: own.each, check };
    case "design":
      return { ...text, each: own.each, check };
  }
}
