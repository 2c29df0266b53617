import type { MailSettings } from "./account-settings.ts";

/** A mail of plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends a mail through the configured server. */
export async function sendMail({ url, from }: MailSettings, mail: Mail): Promise<void> {
  // Loaded when there is something to send: most installations never do.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport(url, { from });
  try {
    await transport.sendMail(mail);
  } finally {
    transport.close();
  }
}
