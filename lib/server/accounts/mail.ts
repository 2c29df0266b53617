import type { MailSettings } from "./account-settings.ts";

/** A mail of plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** How long a mail server may take for each answer. */
const ANSWER_MS = 10_000;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Sends a mail through the configured server. Between machines only with TLS: a mail may carry a link that opens an account.
 * @param answerMs how long the server may take for each answer
 */
export async function sendMail({ url, from }: MailSettings, mail: Mail, answerMs: number = ANSWER_MS): Promise<void> {
  // Loaded when there is something to send: most installations never do.
  const { createTransport } = await import("nodemailer");
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !LOOPBACK.has(hostname),
    // On this machine a certificate would be for another name.
    ignoreTLS: !secure && LOOPBACK.has(hostname),
    ...(username !== "" && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: answerMs,
    greetingTimeout: answerMs,
    socketTimeout: answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from, ...mail });
  } finally {
    transport.close();
  }
}
