import { EXIT, type Io } from "./command.ts";
import { paintWith } from "./paint.ts";

/** Writes the formats that can be exported or imported, one per line. */
export function printFormats(formats: readonly { readonly id: string; readonly title: string; readonly description: string }[], io: Io): typeof EXIT.clean {
  const paint = paintWith(io.colour);
  const width = Math.max(...formats.map((format) => format.id.length));
  io.out(formats.map((format) => `${paint.bold(format.id.padEnd(width))}  ${format.title}: ${format.description}\n`).join(""));
  return EXIT.clean;
}
