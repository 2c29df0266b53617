"use client";

import { ArrowLeftRight, Copy, MousePointerClick, Trash2 } from "lucide-react";
import { type ReactNode, useCallback } from "react";
import { KindIcon, technologyOf } from "#components/icon/kind-icon.tsx";
import type { PropertyRecord } from "#components/inspector/property-record.ts";
import { PropertyForm } from "#components/inspector/property-form.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { connectionEntry, connectionKindsBetween } from "#lib/catalog/connections.ts";
import type { KindEntry } from "#lib/catalog/kind.ts";
import { kindOf, KINDS } from "#lib/catalog/kinds.ts";
import { propertiesOfConnection, propertiesOfKind } from "#lib/catalog/property-descriptors.ts";
import { suggestionsFor } from "#lib/catalog/suggestions.ts";
import { addBoundary } from "#lib/editor/commands/add.ts";
import { duplicate } from "#lib/editor/commands/clipboard.ts";
import { changeBoundary, changeComponent, changeConnection, deleteSelection, reverse } from "#lib/editor/commands/edit.ts";
import { boundaryDescriptors } from "#lib/model/describe.ts";
import type { Boundary } from "#lib/model/boundary.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import { CONNECTION_KINDS, type Connection, type ConnectionKind } from "#lib/model/connection.ts";
import { DesignProperties } from "./design-properties.tsx";
import { ElementFindings } from "./findings/element-findings.tsx";
import { useDerived, useEditor, useUi } from "./use-editor.tsx";
import { useFormSurroundings } from "./use-form-surroundings.ts";

/** What is selected, to read and to change; the design itself when nothing is. */
export function Inspector() {
  const { index } = useDerived();
  const selection = useUi((state) => state.selection);
  const [only] = selection;
  if (selection.length === 0 || only === undefined) return <DesignProperties />;
  if (selection.length > 1) return <Several count={selection.length} />;
  const component = index.component(only);
  if (component) return <OfComponent component={component} />;
  const connection = index.connections.get(only);
  if (connection) return <OfConnection connection={connection} />;
  const boundary = index.boundaries.get(only);
  return boundary ? <OfBoundary boundary={boundary} /> : <DesignProperties />;
}

function OfComponent({ component }: { readonly component: Component }) {
  const editor = useEditor();
  const entry = kindOf(component.kind);
  const surroundings = useFormSurroundings("component", component.id);
  const change = useCallback((patch: PropertyRecord) => void changeComponent(editor, component.id, patch), [editor, component.id]);
  return (
    <Panel
      title={component.name}
      id={component.id}
      icon={<KindIcon kind={component.kind} technology={technologyOf(component)} size={18} />}
      kind={
        <Select
          aria-label="Kind"
          disabled={editor.readOnly}
          value={component.kind}
          onValueChange={(kind) => void changeComponent(editor, component.id, { kind: kind as ComponentKind }, "Change kind")}
          options={Object.values(KINDS as Record<string, KindEntry>).map(({ kind, title }) => ({ value: kind, label: title }))}
          className="w-40"
        />
      }
    >
      <ElementFindings id={component.id} />
      <PropertyForm
        {...surroundings}
        descriptors={propertiesOfKind(component.kind)}
        essentials={entry.essentials}
        value={component}
        onChange={change}
        suggestions={(path) => suggestionsFor(component.kind, path)}
      />
    </Panel>
  );
}

function OfConnection({ connection }: { readonly connection: Connection }) {
  const editor = useEditor();
  const { index } = useDerived();
  const surroundings = useFormSurroundings("connection", connection.id);
  const entry = connectionEntry(connection.kind);
  const [from, to] = [index.component(connection.from), index.component(connection.to)];
  const likely: readonly ConnectionKind[] = from && to ? connectionKindsBetween(from.kind, to.kind) : [];
  const kinds = [...new Set<ConnectionKind>([connection.kind, ...likely, ...CONNECTION_KINDS])];
  const change = useCallback((patch: PropertyRecord) => void changeConnection(editor, connection.id, patch), [editor, connection.id]);
  return (
    <Panel
      title={`${index.nameOf(connection.from)} → ${index.nameOf(connection.to)}`}
      id={connection.id}
      icon={<ArrowLeftRight aria-hidden size={18} />}
      kind={
        <Select
          aria-label="Kind"
          disabled={editor.readOnly}
          value={connection.kind}
          onValueChange={(kind) => void changeConnection(editor, connection.id, { kind: kind as ConnectionKind }, "Change kind")}
          options={kinds.map((kind) => ({ value: kind, label: `${connectionEntry(kind).title}${likely.length > 0 && !likely.includes(kind) ? " (unusual here)" : ""}` }))}
          className="w-44"
        />
      }
      action={
        editor.readOnly ? null : (
          <IconButton label="Reverse" size="sm" onClick={() => reverse(editor, connection.id)}>
            <ArrowLeftRight aria-hidden size={14} />
          </IconButton>
        )
      }
    >
      <ElementFindings id={connection.id} />
      <PropertyForm {...surroundings} descriptors={propertiesOfConnection(connection.kind)} essentials={entry.essentials} value={connection} onChange={change} />
    </Panel>
  );
}

const BOUNDARY_PROPERTIES: Record<Boundary["kind"], readonly string[]> = {
  context: ["name", "purpose", "team", "parent"],
  team: ["name", "size", "purpose", "parent"],
  zone: ["name", "trust", "purpose", "parent"],
  region: ["name", "purpose", "parent"],
};
const BOUNDARY_TITLES: Record<Boundary["kind"], string> = { context: "Bounded context", team: "Team", zone: "Trust zone", region: "Region" };

function OfBoundary({ boundary }: { readonly boundary: Boundary }) {
  const editor = useEditor();
  const surroundings = useFormSurroundings("boundary", boundary.id);
  const properties = BOUNDARY_PROPERTIES[boundary.kind];
  const change = useCallback((patch: PropertyRecord) => void changeBoundary(editor, boundary.id, patch), [editor, boundary.id]);
  return (
    <Panel
      title={boundary.name}
      id={boundary.id}
      kind={
        <Select
          aria-label="Kind"
          disabled={editor.readOnly}
          value={boundary.kind}
          onValueChange={(kind) => void changeBoundary(editor, boundary.id, { kind: kind as Boundary["kind"] }, "Change kind")}
          options={Object.entries(BOUNDARY_TITLES).map(([value, label]) => ({ value, label }))}
          className="w-40"
        />
      }
    >
      <ElementFindings id={boundary.id} />
      <PropertyForm {...surroundings} descriptors={properties.flatMap((key) => boundaryDescriptors.get(key) ?? [])} essentials={properties} value={boundary} onChange={change} />
    </Panel>
  );
}

interface PanelProps {
  readonly title: string;
  readonly id: string;
  readonly icon?: ReactNode;
  readonly kind: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Panel({ title, id, icon, kind, action, children }: PanelProps) {
  const editor = useEditor();
  return (
    <aside aria-label="Inspector" className="flex h-full min-h-0 flex-col bg-bg">
      <header className="flex flex-col gap-1.5 border-b border-line px-3 py-2.5">
        <div className="flex items-center gap-2">
          {icon ? <span className="shrink-0 text-muted">{icon}</span> : null}
          <h2 className="min-w-0 flex-1 truncate font-semibold" title={title}>
            {title}
          </h2>
          {action}
          {editor.readOnly ? null : (
            <IconButton label="Delete" shortcut="delete" size="sm" onClick={() => deleteSelection(editor)}>
              <Trash2 aria-hidden size={14} />
            </IconButton>
          )}
        </div>
        <div className="flex items-center gap-2">
          {kind}
          <button
            type="button"
            title="Copy the id"
            onClick={() => void navigator.clipboard.writeText(id)}
            className="ml-auto flex min-w-0 items-center gap-1 rounded font-mono text-xs text-faint outline-none hover:text-text focus-visible:outline-2 focus-visible:outline-focus"
          >
            <span className="truncate">{id}</span>
            <Copy aria-hidden size={11} className="shrink-0" />
          </button>
        </div>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-3 py-3">{children}</div>
    </aside>
  );
}

function Several({ count }: { readonly count: number }) {
  const editor = useEditor();
  return (
    <aside aria-label="Inspector" className="flex h-full flex-col items-center justify-center gap-3 bg-bg p-6 text-center">
      <MousePointerClick aria-hidden size={20} className="text-faint" />
      <p>
        <span className="tabular">{count}</span> elements are selected
      </p>
      {editor.readOnly ? null : (
        <div className="flex flex-col gap-2">
          <Button onClick={() => void addBoundary(editor, "context")}>Put a bounded context around them</Button>
          <Button onClick={() => void duplicate(editor)}>Duplicate</Button>
          <Button variant="danger" icon={<Trash2 aria-hidden size={14} />} onClick={() => deleteSelection(editor)}>
            Delete
          </Button>
        </div>
      )}
    </aside>
  );
}
