import { folded } from "#lib/analysis/table-index.ts";
import type { Table } from "#lib/model/store.ts";

/** A column of a table. */
export type Column = NonNullable<Table["columns"]>[number];

const WORDS = /[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*/gu;
/** A column at the beginning of a condition, with its table or without: `orders.user_id`. */
const LEADING = /[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*(?:\.[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*)*/u;

/** Whether two names mean the same column or table. */
export const isSameName = (one: string, other: string): boolean => one === other || (one.length === other.length && folded(one) === folded(other));

/** Whether a list of columns holds a column. */
export function holds(columns: readonly string[], column: string): boolean {
  for (const candidate of columns) if (isSameName(candidate, column)) return true;
  return false;
}

/** Whether a name, condition or expression (`user_id`, `orders.user_id = ?`, `lower(email)`) speaks of a column. */
export function mentions(text: string | undefined, column: string): boolean {
  if (!text || !column || text.length < column.length) return false;
  if (text.length === column.length) return isSameName(text, column);
  const [words, wanted] = [folded(text), folded(column)];
  return standsAlone(words, wanted) && (words.match(WORDS)?.includes(wanted) ?? false);
}

/** Whether a text holds another somewhere between other characters than letters of names; most do not, and need not be taken apart. */
function standsAlone(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!isNameCode(text.charCodeAt(at - 1)) && !isNameCode(text.charCodeAt(at + wanted.length))) return true;
  }
  return false;
}

/** A small letter, a digit or an underscore of ASCII; not so outside of the text, where there is no code. */
const isNameCode = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;

/** A name in ASCII without anything around it, as nearly all are. */
const PLAIN_NAME = /^\w+$/u;

/** The column that a condition or a sort order is about: one of the table's, else the first word; nothing when there is no word. */
export function columnIn(condition: string, table?: Table): string | undefined {
  if (table?.columns) for (const { name } of table.columns) if (mentions(condition, name)) return name;
  return PLAIN_NAME.test(condition) ? condition : condition.match(LEADING)?.[0].split(".").at(-1);
}

/** The columns that conditions or sort orders are about, each once. */
export function columnsIn(conditions: readonly string[] | undefined, table?: Table): string[] {
  const columns: string[] = [];
  for (const condition of conditions ?? []) {
    const column = columnIn(condition, table);
    if (column !== undefined && !holds(columns, column)) columns.push(column);
  }
  return columns;
}

/** Name of a column type without length, precision and wrapper: `VARCHAR(50)` is `varchar`, `Nullable(Float64)` is `float64`. */
export function baseType(type: string | undefined): string {
  const written = folded(type ?? "");
  if (PLAIN_NAME.test(written)) return written;
  return (
    written
      .trim()
      .replace(/^(?:(?:nullable|lowcardinality)\()+/u, "")
      .split(/[\s()[\],]/u, 1)[0] ?? ""
  );
}

/** Types that hold any text: PostgreSQL, MySQL, SQL Server and Oracle manuals, and ClickHouse's String. */
const TEXT_TYPES = new Set([
  "char",
  "character",
  "citext",
  "clob",
  "longtext",
  "mediumtext",
  "nchar",
  "nclob",
  "ntext",
  "nvarchar",
  "nvarchar2",
  "string",
  "text",
  "tinytext",
  "varchar",
  "varchar2",
]);
/** Binary floating point types of the same products. */
const FLOAT_TYPES = new Set(["binary_double", "binary_float", "double", "float", "float4", "float8", "float32", "float64", "half_float", "real"]);
/** Types that hold several values: PostgreSQL arrays, MySQL SET, and lists packed into a text. */
const LIST_TYPE = /\[\d*\]|^array\b|\barray$|^set\s*\(|\bcsv\b|comma[- ]separated/u;
/** Types that count up by themselves: PostgreSQL serial, MySQL AUTO_INCREMENT, SQL Server and standard SQL IDENTITY. */
const COUNTING_TYPE = /serial\d?\b|auto_?increment|\bidentity\b/u;

/** Whether a type takes any text. */
export const isTextType = (type: string | undefined): boolean => TEXT_TYPES.has(baseType(type));
/** Whether a type is binary floating point. */
export const isFloatType = (type: string | undefined): boolean => type !== undefined && /float|double|real/iu.test(type) && FLOAT_TYPES.has(baseType(type));
/** Whether a type holds several values. */
export const isListType = (type: string | undefined): boolean => type !== undefined && LIST_TYPE.test(folded(type));
/** Whether a type counts up by itself. */
export const isCountingType = (type: string | undefined): boolean => type !== undefined && COUNTING_TYPE.test(folded(type));

/** The words of a name: `unit_price`, `unitPrice` and `Unit price` are `unit` and `price`. */
const wordsOf = (name: string): string[] =>
  /^[a-z\d]+(?:_[a-z\d]+)*$/u.test(name) ? name.split("_") : folded(name.replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, "_")).split(/[^\p{L}\p{N}]+/u);

/** Names of money: 004 §3.1.4 and 003 Ex. 1 (total, price), and the nouns beside them in the catalogue of rules. */
const MONEY = new Set(["price", "total", "subtotal", "amount", "balance", "cost"]);
/** Currencies and qualifiers that may follow such a name: `price_eur`, `amount_due`. */
const MONEY_TAILS = new Set(["usd", "eur", "gbp", "chf", "jpy", "due", "paid", "net", "gross"]);

/** Whether a column holds money, by its name. */
export function isMoney(name: string): boolean {
  if (!/price|total|amount|balance|cost/iu.test(name)) return false; // As below: most columns end here.
  const words = wordsOf(name);
  while (words.length > 1 && MONEY_TAILS.has(words.at(-1) ?? "")) words.pop();
  const last = words.at(-1) ?? "";
  return MONEY.has(last) || (last.endsWith("s") && MONEY.has(last.slice(0, -1)));
}

/** Whether a column holds a state, by its name: `status`, `state`, `payment_status` (004 §3.1.4). */
export function isStatus(name: string): boolean {
  if (!/stat/iu.test(name)) return false; // Most columns end here: taking names apart is the expensive part.
  const words = wordsOf(name);
  return words.at(-1) === "status" || (words.length === 1 && words[0] === "state");
}

/** Last words of columns that hold a point in time: `created_at`, `order_date`, `ts`. */
const TIME_WORDS = new Set(["at", "date", "datetime", "day", "hour", "month", "time", "timestamp", "ts"]);
const TIME_TYPE = /^(?:timestamp|datetime|date)/u;

/** Whether a column holds a point in time, by its type or, when it has none, by its name. */
export function isTime(name: string, type: string | undefined): boolean {
  return type ? TIME_TYPE.test(baseType(type)) : TIME_WORDS.has(wordsOf(name).at(-1) ?? "");
}

/** Usual names of the mark of a soft delete, the one of 004 §3.1.5 first. */
const DELETION_MARK = /^(?:deleted_?(?:at|on)?|is_?deleted|removed_?at|archived_?at)$/iu;

/** The column that marks a row as deleted, and the condition that a row is not. */
export function deletionMark(table: Table): { readonly column: string; readonly alive: string } {
  const column = table.columns?.find(({ name }) => DELETION_MARK.test(name));
  const name = column?.name ?? "deleted_at";
  const isFlag = baseType(column?.type).startsWith("bool") || /^is/iu.test(name);
  return { column: name, alive: isFlag ? `${name} = false` : `${name} IS NULL` };
}

/** One of many, by the usual English endings: `categories` is `category`. */
export function singular(noun: string): string {
  if (/[^aeiou]ies$/iu.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|us)es$/iu.test(noun)) return noun.slice(0, -2);
  return /[^s]s$/iu.test(noun) && !/(?:us|is)$/iu.test(noun) ? noun.slice(0, -1) : noun;
}

/** Several of one, by the usual English endings: `status` is `statuses`. */
export function plural(noun: string): string {
  if (/[^aeiou]y$/iu.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/iu.test(noun) ? `${noun}es` : `${noun}s`;
}
