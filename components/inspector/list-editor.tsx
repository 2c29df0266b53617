"use client";
import { clsx } from "clsx";
import { ChevronRight, Plus, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { HelpMark } from "#components/ui/help-mark.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Control, PropertyDescriptor } from "#lib/model/describe.ts";
import { AssumedMark } from "./assumed-mark.tsx";
import type { EditorProps } from "./editor-props.ts";
import { FindingMark } from "./finding-mark.tsx";
import { useForm } from "./form-context.ts";
import { essentialsOf, patchedRecord, type PropertyRecord } from "./property-record.ts";
import { ScalarEditor } from "./scalar-editor.tsx";
import { useOpen } from "./use-open.ts";
import { useRowKeys } from "./use-row-keys.ts";

/** Controls that fit into a cell. */
const IN_CELLS: ReadonlySet<Control> = new Set(["text", "quantity", "choice", "reference"]);
/** Most columns of a table; the other properties of a row are below it. */
const COLUMNS = 3;

/** The properties that are the columns: the required ones, then the first that fit into a cell. */
function columnsOf(fields: readonly PropertyDescriptor[]): readonly PropertyDescriptor[] {
  const fitting = fields.filter((field) => IN_CELLS.has(field.control));
  const first = [...fitting.filter(({ required }) => required), ...fitting.filter(({ required }) => !required)].slice(0, COLUMNS);
  return fields.filter((field) => first.includes(field));
}

const freshRow = (fields: readonly PropertyDescriptor[]): PropertyRecord => Object.fromEntries(fields.filter(({ required }) => required).map(({ key }) => [key, ""]));

/** A list of objects as a compact table: a few properties as cells, the others below the row when it is opened. */
export function ListEditor({ id, descriptor, place, value = [], onChange }: EditorProps<readonly PropertyRecord[]>) {
  const form = useForm();
  const root = useRef<HTMLElement>(null);
  const [rowWanted, setRowWanted] = useState(false);
  const [focusLast, setFocusLast] = useState(false);
  const { keys, forget } = useRowKeys(value.length);
  const fields = descriptor.fields ?? [];
  const columns = columnsOf(fields);
  const others = fields.filter((field) => !columns.includes(field));
  const one = singular(descriptor.title);

  const add = () => {
    setFocusLast(true);
    onChange([...value, freshRow(fields)]);
  };
  useEffect(() => {
    if (!focusLast) return;
    setFocusLast(false);
    root.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(`${place}.${value.length - 1}`)}"] :is(input, select, button)`)?.focus();
  }, [focusLast, place, value.length]);
  // oxlint-disable-next-line react/exhaustive-deps -- After whichever render: the row is added to the list as it is once what was being typed is committed.
  useEffect(() => {
    if (!rowWanted) return;
    setRowWanted(false);
    add();
  });
  const remove = (at: number) => {
    forget(at);
    const rest = value.filter((_, index) => index !== at);
    onChange(rest.length > 0 ? rest : undefined);
    // The row that had the focus is gone.
    root.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || form.readOnly) return;
    event.preventDefault();
    event.stopPropagation();
    // What is being typed is committed by the same key; the row is added to the list that has it.
    setRowWanted(true);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Keys of the controls inside, which are interactive.
    <section ref={root} aria-labelledby={`${id}-title`} onKeyDown={onKeyDown} className="min-w-0 rounded-md border border-line bg-raised">
      <header className="group/field flex min-h-8 items-center gap-1 pr-0.5 pl-2 text-base text-muted">
        <FindingMark place={place} />
        <span id={`${id}-title`}>{descriptor.title}</span>
        {value.length > 0 ? <span className="tabular text-sm text-faint">{value.length}</span> : null}
        {descriptor.description ? <HelpMark help={descriptor.description} /> : null}
        <span className="ml-auto flex items-center gap-1">
          {form.assumed.has(place) ? <AssumedMark place={place} title={descriptor.title} /> : null}
          {form.readOnly ? null : (
            <Tooltip content={`Add ${one}`} shortcut="mod+enter" side="left">
              <Button
                data-add
                data-editor={value.length === 0 || undefined}
                id={id}
                variant="ghost"
                size="sm"
                icon={<Plus aria-hidden size={14} />}
                onClick={add}
                aria-label={`Add ${one}`}
                aria-keyshortcuts="Control+Enter Meta+Enter"
              >
                Add
              </Button>
            </Tooltip>
          )}
        </span>
      </header>
      {value.length > 0 ? (
        <table
          data-editor
          className="[&>tbody>tr:first-child_input]:px-1.5 [&>tbody>tr:first-child_select]:pr-5 [&>tbody>tr:first-child_select]:pl-1.5 w-full table-fixed border-collapse border-t border-line"
        >
          <thead>
            <tr className="text-left text-sm text-faint">
              {others.length > 0 ? <th aria-label="Open" className="w-6" /> : null}
              {columns.map((column) => (
                <th key={column.key} scope="col" className="truncate px-1 pt-1 font-normal">
                  {column.title}
                </th>
              ))}
              <th aria-label="Remove" className="w-7" />
            </tr>
          </thead>
          {value.map((row, at) => (
            <Row
              key={keys[at]}
              id={`${id}-${at}`}
              place={`${place}.${at}`}
              name={`${one} ${at + 1}`}
              row={row}
              columns={columns}
              others={others}
              onChange={(patch) => onChange(value.map((other, index) => (index === at ? patchedRecord(other, patch) : other)))}
              onRemove={form.readOnly ? undefined : () => remove(at)}
            />
          ))}
        </table>
      ) : null}
    </section>
  );
}

interface RowProps {
  readonly id: string;
  readonly place: string;
  readonly name: string;
  readonly row: PropertyRecord;
  readonly columns: readonly PropertyDescriptor[];
  readonly others: readonly PropertyDescriptor[];
  readonly onChange: (patch: PropertyRecord) => void;
  readonly onRemove: (() => void) | undefined;
}

function Row({ id, place, name, row, columns, others, onChange, onRemove }: RowProps) {
  const form = useForm();
  const [open, setOpen] = useOpen(place);
  const set = others.filter(({ key }) => row[key] !== undefined).length;
  return (
    <tbody data-place={place} className="group/row">
      <tr className="align-top">
        {others.length > 0 ? (
          <td className="py-0.5 pl-0.5">
            <button
              type="button"
              aria-expanded={open}
              aria-controls={`${id}-others`}
              aria-label={`${name}: ${open ? "hide" : "show"} the other properties${set > 0 ? ` (${set} set)` : ""}`}
              onClick={() => setOpen(!open)}
              className="flex h-7 w-5 items-center justify-center rounded-[4px] text-faint hover:text-text focus-visible:outline-2 focus-visible:outline-focus"
            >
              <ChevronRight aria-hidden size={14} className={clsx("transition-transform duration-120 motion-reduce:transition-none", open && "rotate-90")} />
            </button>
          </td>
        ) : null}
        {columns.map((column) => (
          <td key={column.key} data-place={`${place}.${column.key}`} className="p-0.5">
            <ScalarEditor
              id={`${id}-${column.key}`}
              descriptor={column}
              place={`${place}.${column.key}`}
              value={row[column.key]}
              onChange={(next) => onChange({ [column.key]: next })}
              label={`${column.title}, ${name}`}
            />
          </td>
        ))}
        <td className="py-0.5">
          {onRemove ? (
            <IconButton label={`Remove ${name}`} size="sm" tooltipSide="left" onClick={onRemove}>
              <X aria-hidden size={13} />
            </IconButton>
          ) : null}
        </td>
      </tr>
      {open && others.length > 0 ? (
        <tr>
          <td id={`${id}-others`} colSpan={columns.length + 2} className="border-b border-line py-1 pr-1 pl-6">
            {form.renderFields({ descriptors: others, place, value: row, onChange, essentials: essentialsOf(others) })}
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}

/** What one row is called: `endpoint` of Endpoints, `failure mode` of Failure modes. */
function singular(title: string): string {
  const lower = /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
  if (/ies\b/u.test(lower)) return lower.replace(/ies\b/u, "y");
  if (/(?:ss|x|ch|sh)es$/u.test(lower)) return lower.slice(0, -2);
  return lower.replace(/(?<!s)s$/u, "");
}
