"use client";

import { Plus, X } from "lucide-react";
import { useId } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Input } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { COMPONENT_KINDS, type ComponentKind } from "#lib/model/component.ts";
import { CONNECTION_KINDS, type ConnectionKind } from "#lib/model/connection.ts";
import type { Condition } from "#lib/model/own-rule.ts";
import { testableProperties } from "#lib/rules/testable-properties.ts";
import { kindTitle } from "./kind-title.ts";
import { operatorsOf, OPERATORS, type Operator, readOperand, textOfOperand, withOperator } from "./operators.ts";

type Each = "component" | "connection";

interface ConditionListProps {
  readonly legend: string;
  /** Text of the button that adds one. */
  readonly add: string;
  readonly each: Each;
  readonly conditions: readonly Condition[];
  readonly onChange: (conditions: Condition[]) => void;
  /** Off for the conditions of a neighbour, which has no neighbours of its own. */
  readonly neighbours?: boolean;
}

/** Conditions of an own rule, one below the other. */
export function ConditionList({ legend, add, each, conditions, onChange, neighbours = each === "component" }: ConditionListProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="text-muted">{legend}</legend>
      <ul className="mt-1 space-y-1.5">
        {conditions.map((condition, at) => (
          <li key={at} className="flex items-start gap-1 rounded-md border border-line p-1.5">
            <div className="min-w-0 flex-1">
              {condition.neighbours ? (
                <Neighbours wanted={condition.neighbours} onChange={(next) => onChange(conditions.with(at, { ...condition, neighbours: next }))} />
              ) : (
                <PropertyTest each={each} condition={condition} onChange={(next) => onChange(conditions.with(at, next))} />
              )}
            </div>
            <IconButton size="sm" label={`Remove condition ${at + 1}: ${legend}`} onClick={() => onChange(conditions.toSpliced(at, 1))}>
              <X aria-hidden size={13} />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className="mt-1 flex flex-wrap gap-1">
        <Button size="sm" variant="ghost" icon={<Plus aria-hidden size={13} />} onClick={() => onChange([...conditions, { property: "", set: true }])}>
          {add}
        </Button>
        {neighbours ? (
          <Button size="sm" variant="ghost" icon={<Plus aria-hidden size={13} />} onClick={() => onChange([...conditions, { neighbours: { direction: "out" } }])}>
            About neighbours
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}

function PropertyTest({ each, condition, onChange }: { readonly each: Each; readonly condition: Condition; readonly onChange: (next: Condition) => void }) {
  const id = useId();
  const properties = testableProperties(each);
  const descriptor = properties.get(condition.property ?? "");
  const operators = operatorsOf(condition);
  const unused = (Object.keys(OPERATORS) as Operator[]).find((operator) => !operators.includes(operator) && operator !== "unset");
  return (
    <div className="space-y-1">
      <Input
        aria-label="Property"
        list={`${id}-properties`}
        value={condition.property ?? ""}
        placeholder="e.g. team, slo.p99Ms"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange({ ...condition, property: event.currentTarget.value })}
        className="font-mono text-sm"
      />
      <datalist id={`${id}-properties`}>
        {[...properties].map(([path, { title }]) => (
          <option key={path} value={path} label={title} />
        ))}
      </datalist>
      {operators.map((operator) => (
        <div key={operator} className="flex items-start gap-1">
          <Select
            aria-label="Test"
            value={operator}
            onValueChange={(next) => onChange(withOperator(condition, operator, next as Operator))}
            options={(Object.keys(OPERATORS) as Operator[])
              .filter((other) => other === operator || !operators.includes(other))
              .map((value) => ({ value, label: OPERATORS[value] }))}
            className="w-32 shrink-0"
          />
          {operator === "set" || operator === "unset" ? (
            <span className="flex-1" />
          ) : (
            <>
              <Input
                aria-label="Value"
                // A value is read when the field is left, so that "5s" may be typed letter by letter.
                key={`${operator} ${textOfOperand(condition, operator, descriptor)}`}
                defaultValue={textOfOperand(condition, operator, descriptor)}
                list={`${id}-${operator}`}
                placeholder={operator === "oneOf" ? "separated by commas" : operator === "like" ? "prod-*" : descriptor?.unit === "ms" ? "5s" : ""}
                autoComplete="off"
                onBlur={(event) => onChange({ ...condition, [operator]: readOperand(operator, event.currentTarget.value, descriptor) })}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  event.currentTarget.blur();
                }}
                className="flex-1"
              />
              <datalist id={`${id}-${operator}`}>
                {(descriptor?.control === "flag" ? ["true", "false"] : (descriptor?.options ?? []).map(({ value }) => String(value))).map((value) => (
                  <option key={value} value={value} />
                ))}
              </datalist>
            </>
          )}
          {operators.length > 1 ? (
            <IconButton size="sm" label={`Remove the test “${OPERATORS[operator]}”`} onClick={() => onChange(withOperator(condition, operator, undefined))}>
              <X aria-hidden size={13} />
            </IconButton>
          ) : null}
        </div>
      ))}
      {unused ? (
        <Button size="sm" variant="ghost" onClick={() => onChange(withOperator(condition, undefined, unused))}>
          and …
        </Button>
      ) : null}
    </div>
  );
}

type NeighbourTest = NonNullable<Condition["neighbours"]>;

const DIRECTIONS = { any: "in or out", in: "incoming", out: "outgoing" } as const;

/** A number of neighbours, of some kinds, by some connections. */
function Neighbours({ wanted, onChange }: { readonly wanted: NeighbourTest; readonly onChange: (next: NeighbourTest) => void }) {
  const bound = (text: string) => (/^\d+$/u.test(text) ? Number(text) : undefined);
  const set = (patch: Partial<NeighbourTest>) => {
    const next = Object.entries({ ...wanted, ...patch }).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
    onChange(Object.fromEntries(next));
  };
  return (
    <div className="space-y-1">
      <div className="flex flex-wrap items-center gap-1.5">
        Neighbours: at least
        <Input
          aria-label="At least"
          type="number"
          min={0}
          value={wanted.atLeast ?? ""}
          placeholder={wanted.atMost === undefined ? "1" : "0"}
          onChange={(event) => set({ atLeast: bound(event.currentTarget.value) })}
          className="w-16!"
        />
        at most
        <Input
          aria-label="At most"
          type="number"
          min={0}
          value={wanted.atMost ?? ""}
          placeholder="any"
          onChange={(event) => set({ atMost: bound(event.currentTarget.value) })}
          className="w-16!"
        />
      </div>
      <div className="grid grid-cols-3 gap-1">
        <Select
          aria-label="Direction"
          value={wanted.direction ?? "any"}
          onValueChange={(direction) => set({ direction: direction as keyof typeof DIRECTIONS })}
          options={(Object.keys(DIRECTIONS) as (keyof typeof DIRECTIONS)[]).map((value) => ({ value, label: DIRECTIONS[value] }))}
        />
        <Several
          label="Kinds of connection"
          none="any connection"
          all={CONNECTION_KINDS}
          chosen={wanted.connections ?? []}
          onChange={(connections) => set({ connections: connections as ConnectionKind[] })}
        />
        <Several label="Kinds of component" none="any component" all={COMPONENT_KINDS} chosen={wanted.kinds ?? []} onChange={(kinds) => set({ kinds: kinds as ComponentKind[] })} />
      </div>
      <ConditionList
        legend="Only neighbours where"
        add="Add a condition"
        each="component"
        neighbours={false}
        conditions={wanted.where ?? []}
        onChange={(where) => set({ where })}
      />
    </div>
  );
}

interface SeveralProps {
  readonly label: string;
  readonly none: string;
  readonly all: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Some of a list: what is chosen stands before the list and goes away with a click. */
function Several({ label, none, all, chosen, onChange }: SeveralProps) {
  return (
    <div className="min-w-0 space-y-1">
      <Select
        aria-label={label}
        value=""
        onValueChange={(value) => onChange([...chosen, value])}
        options={[
          { value: "", label: chosen.length === 0 ? none : "and also …" },
          ...all.filter((value) => !chosen.includes(value)).map((value) => ({ value, label: kindTitle(value) })),
        ]}
      />
      <div className="flex flex-wrap gap-1 empty:hidden">
        {chosen.map((value) => (
          <button
            key={value}
            type="button"
            aria-label={`Remove ${kindTitle(value)}`}
            onClick={() => onChange(chosen.filter((other) => other !== value))}
            className="inline-flex items-center gap-1 rounded-md bg-accent-soft px-1.5 text-sm outline-none focus-visible:outline-2 focus-visible:outline-focus"
          >
            {kindTitle(value)} <X aria-hidden size={11} />
          </button>
        ))}
      </div>
    </div>
  );
}
