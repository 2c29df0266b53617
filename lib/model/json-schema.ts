import * as z from "zod";
import { designSchema, FORMAT_VERSION } from "./design.ts";
import { formatQuantity, largestOf, type Unit } from "./quantity.ts";

/** Example of each unit as people write it, for the help of an editor. */
const EXAMPLE: Readonly<Record<Unit, number>> = { ms: 5_000, rps: 100, bytes: 1_073_741_824, ratio: 0.9995, count: 3, factor: 2, days: 90, number: 18 };

/** Whether reading fills in a property that a design has and a file may leave out. */
function isFilledIn(name: string, properties: Readonly<Record<string, unknown>>, isDesign: boolean): boolean {
  if (isDesign) return name !== "lintel" && name !== "title";
  if (name === "name") return "kind" in properties && "id" in properties;
  return name === "id" && "from" in properties && "to" in properties;
}

/** JSON Schema of the file format (draft 2020-12), for completion and help in editors; made from the same schemas that read the file. */
export function fileJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(designSchema, {
    target: "draft-2020-12",
    io: "input",
    override({ zodSchema, jsonSchema }) {
      const unit = zodSchema instanceof z.ZodNumber ? zodSchema.meta()?.["unit"] : undefined;
      if (typeof unit === "string") {
        const known = unit as Unit; // Put there by `quantity` in schema.ts, which only takes a Unit.
        delete jsonSchema["unit"];
        jsonSchema["anyOf"] = [
          { type: "number", ...(known !== "number" && { minimum: 0, maximum: largestOf(known) }) },
          { type: "string", examples: [formatQuantity(known, EXAMPLE[known])] },
        ];
        delete jsonSchema.type;
        delete jsonSchema.minimum;
        delete jsonSchema.maximum;
      }
      // A safe integer's bounds are noise in an editor.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      jsonSchema.required &&= jsonSchema.required.filter((name) => !isFilledIn(name, jsonSchema.properties ?? {}, zodSchema === designSchema));
    },
  });
  return {
    $schema,
    title: `Lintel design, version ${FORMAT_VERSION}`,
    description: "The design of a system: what is in it, what passes between, what it must hold, what was decided.",
    ...schema,
  };
}

/** The committed text of the JSON Schema. */
export const fileJsonSchemaText = (): string => `${JSON.stringify(fileJsonSchema(), null, 1)}\n`;
