"use client";

import { useCallback, useMemo } from "react";
import type { PropertyFinding } from "#components/inspector/form-context.ts";
import { type PropertyOwner, referenceOptions } from "#lib/catalog/references.ts";
import type { Finding } from "#lib/rules/rule.ts";
import { useChecked, useDerived, useEditor, useUi } from "./use-editor.tsx";

/** What is edited in a panel of its own, while something else may be selected on the canvas. */
const IN_PANELS: ReadonlySet<PropertyOwner> = new Set(["flow", "saga"]);

/** Findings by the property that they are about, for the marks in the form. */
function useFindingsByProperty(id: string): ReadonlyMap<string, readonly PropertyFinding[]> {
  const derived = useChecked();
  return useMemo(() => {
    const byProperty = new Map<string, PropertyFinding[]>();
    const add = (found: Finding, severity: PropertyFinding["severity"]) => {
      if (found.element.id !== id || found.property === undefined) return;
      const list = byProperty.get(found.property) ?? [];
      list.push({ severity, message: derived.wording.message(found) });
      byProperty.set(found.property, list);
    };
    for (const found of derived.findingsByElement.get(id) ?? []) add(found, found.severity);
    for (const found of derived.result.undecided) add(found, "undecided");
    return byProperty;
  }, [derived, id]);
}

/** Everything that a property form needs to know about the design around. */
export function useFormSurroundings(owner: PropertyOwner, id: string) {
  const editor = useEditor();
  const derived = useDerived();
  const focus = useUi((state) => (state.focus?.of === (IN_PANELS.has(owner) ? id : undefined) ? state.focus : undefined));
  const findingsByProperty = useFindingsByProperty(id);
  const { design, index } = derived;
  return {
    elementId: id,
    focus,
    findingsByProperty,
    readOnly: editor.readOnly,
    referenceOptions: useCallback((path: string) => referenceOptions(design, owner, path), [design, owner]),
    nameOf: useCallback((of: string) => index.component(of)?.name ?? index.boundaries.get(of)?.name, [index]),
  };
}
