import { createContext, type ReactNode, useContext } from "react";
import type { ReferenceOption } from "#lib/catalog/references.ts";
import type { SeverityShape } from "#components/ui/severity-icon.tsx";
import type { PropertyFieldsProps } from "./property-record.ts";

/** A finding that concerns a property, as far as its field shows it. */
export interface PropertyFinding {
  readonly severity: SeverityShape;
  readonly message: string;
}

/** What a property counts as while it is not set. */
export interface PropertyDefault {
  /** The value as a person writes it: `5s`. */
  readonly text: string;
  /** Where it comes from: `the service mesh`, `the start-up preset`. */
  readonly from: string;
}

/** A request to open and focus a property; a new `request` focuses the same one again. */
export interface PropertyFocus {
  /** Keys down to the property: `timeoutMs`, `breaker.openMs`, `apis.0.endpoints.2.path`. */
  readonly property: string;
  readonly request: number;
}

/** What every editor of a form may need, however deep it stands. */
export interface FormContextValue {
  /** Prefix of all ids of the form. */
  readonly formId: string;
  readonly readOnly: boolean;
  readonly focus: PropertyFocus | undefined;
  /** Elements that the property at this path may refer to. */
  readonly referenceOptions: (path: string) => readonly ReferenceOption[];
  /** Values that people often write there. */
  readonly suggestions: (path: string) => readonly string[];
  readonly findings: ReadonlyMap<string, readonly PropertyFinding[]>;
  readonly defaults: Readonly<Record<string, PropertyDefault>>;
  /** Properties of the element that an importer guessed and nobody has confirmed. */
  readonly assumed: ReadonlySet<string>;
  /** Takes a guessed property as it is. */
  readonly onConfirm: (property: string) => void;
  /** Name of an element that is referred to. */
  readonly nameOf: (path: string, id: string) => string;
  /** Opens and focuses a property of the form. */
  readonly onReveal: (place: string) => void;
  /** Draws the properties of a nested object; handed down, because groups hold fields and fields hold groups. */
  readonly renderFields: (props: PropertyFieldsProps) => ReactNode;
}

/** The form around an editor. */
export const FormContext = createContext<FormContextValue | undefined>(undefined);

/** The form around; editors of properties only work inside one. */
export function useForm(): FormContextValue {
  const form = useContext(FormContext);
  if (!form) throw new Error("An editor of a property needs a PropertyForm around it.");
  return form;
}

/** Whether the property at `inner` is the one at `outer` or lies inside it. */
export const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}.`);

/** Findings about the property at this place or about something inside it, the worst first. */
export function findingsAt(form: FormContextValue, place: string): readonly PropertyFinding[] {
  if (form.findings.size === 0) return [];
  const found: PropertyFinding[] = [];
  for (const [property, findings] of form.findings) if (isWithin(property, place)) found.push(...findings);
  return found.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

const ORDER: readonly SeverityShape[] = ["error", "warning", "info", "undecided"];
