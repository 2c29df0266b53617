/** What makes up the size of one message. */
export interface MessageContent {
  /** Size of one event in bytes. */
  readonly messageBytes: number;
  /** Events packed into one message; unset counts as 1. */
  readonly eventsPerMessage?: number | undefined;
  /** How many times smaller compression makes it; unset, and zero, counts as 1. */
  readonly compressionRatio?: number | undefined;
}

/** Bytes of one message as the broker sees it (Q16). */
export const brokerMessageBytes = ({ messageBytes, eventsPerMessage = 1, compressionRatio }: MessageContent): number => (messageBytes * eventsPerMessage) / (compressionRatio || 1);

/** The most events of a size that fit in one message of a broker. */
export const eventsThatFit = (maxMessageBytes: number, messageBytes: number, compressionRatio?: number): number =>
  messageBytes > 0 ? Math.floor((maxMessageBytes * (compressionRatio || 1)) / messageBytes) : Infinity;
