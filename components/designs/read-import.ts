import type { ReadRequest, ReadResult } from "./read-text.ts";

/** Largest file that is opened at all. */
const LARGEST_FILE = 2 * 1024 * 1024;
const LONGEST_MS = 10_000;

const refused = (message: string): ReadResult => ({ format: "Unknown", result: { ok: false, problems: [{ message }] } });

/** Reads a file or pasted text in a worker of its own, which is ended when it takes too long. */
export function readImport(request: ReadRequest): Promise<ReadResult> {
  const worker = new Worker(new URL("./read-import.worker.ts", import.meta.url), { type: "module" });
  return new Promise<ReadResult>((resolve) => {
    const timer = setTimeout(() => resolve(refused(`Reading took longer than ${LONGEST_MS / 1_000} s and was stopped. Nothing was changed.`)), LONGEST_MS);
    worker.addEventListener("message", (event: MessageEvent<ReadResult>) => (clearTimeout(timer), resolve(event.data)));
    worker.addEventListener(
      "error",
      (event) => (clearTimeout(timer), resolve(refused(`Reading failed: ${event.message || "the file could not be worked on"}. Nothing was changed.`))),
    );
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

/** Reads a chosen file; one that is too large is not even opened. */
export async function readFile(file: File): Promise<ReadResult> {
  if (file.size > LARGEST_FILE) {
    return refused(`${file.name} has ${(file.size / 1_048_576).toFixed(1)} MiB; the most that can be imported is ${LARGEST_FILE / 1_048_576} MiB. Nothing was changed.`);
  }
  return readImport({ text: await file.text(), fileName: file.name });
}
