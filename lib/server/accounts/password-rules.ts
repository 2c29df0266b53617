/** Fewest characters of a password; more are better than other kinds of characters (NIST SP 800-63B). */
const SHORTEST_PASSWORD = 10;
/** Most characters; hashing more would only take time. */
const LONGEST_PASSWORD = 256;

let common: ReadonlySet<string> | undefined;

/** The passwords that were found most often in breaches, as the package zxcvbn lists them. Loaded when first asked for: an installation without accounts never does. */
async function commonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return (common ??= new Set(dictionary["passwords-common"]));
}

/**
 * What is wrong with a password that somebody wants to have, or undefined.
 * @param about what others know about the person: name, e-mail
 */
export async function passwordProblem(password: string, about: readonly string[]): Promise<string | undefined> {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return `Take ${SHORTEST_PASSWORD} characters or more. A few words that do not belong together are easy to remember.`;
  if (length > LONGEST_PASSWORD) return `Take ${LONGEST_PASSWORD} characters at most.`;
  const small = password.normalize("NFKC").toLowerCase();
  // "Password123!" is as well known as "password": what people add at the end is tried first.
  const stem = small.replace(/[\d\W_]+$/u, "");
  const listed = await commonPasswords();
  if (listed.has(small) || (stem.length >= 4 && listed.has(stem) && small.length - stem.length <= 6)) return "This is among the passwords that are tried first. Take another one.";
  if (/^(.{1,4})\1+$/u.test(small)) return "This repeats itself. Take another one.";
  const known = [...about.flatMap((text) => [text, ...text.split(/[@\s.]+/u)]).map((text) => text.toLowerCase()), "lintel"].filter((text) => text.length >= 4);
  const rest = known.reduce((left, text) => left.replaceAll(text, ""), small);
  if (rest !== small && rest.length < SHORTEST_PASSWORD - 2) return "This is made of your name or address. Take another one.";
  return undefined;
}
