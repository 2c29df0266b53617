"use client";

import { Route } from "lucide-react";
import { useCallback, useMemo } from "react";
import type { PropertyRecord } from "#components/inspector/property-record.ts";
import { PropertyForm } from "#components/inspector/property-form.tsx";
import { ElementFindings } from "#components/studio/findings/element-findings.tsx";
import { useDerived, useEditor } from "#components/studio/use-editor.tsx";
import { useFormSurroundings } from "#components/studio/use-form-surroundings.ts";
import { Button } from "#components/ui/button.tsx";
import { changeSaga } from "#lib/editor/commands/sagas.ts";
import { sagaDescriptors } from "#lib/model/describe.ts";
import type { Saga } from "#lib/model/flow.ts";
import { DetailFrame } from "./detail-frame.tsx";
import { SagaPlay } from "./saga-play.tsx";
import { SagaSteps } from "./saga-steps.tsx";

const PROPERTIES = ["name", "style", "orchestrator", "stateStore", "compensationOrder", "compensationScope", "decision"];
const DESCRIPTORS = PROPERTIES.flatMap((key) => sagaDescriptors.get(key) ?? []);
/** Properties of a step that hold the name of an event. */
const EVENTS = ["steps.trigger", "steps.successEvent", "steps.failureEvent"];

/** One saga: its properties, its steps, and what happens when one of them fails. */
export function SagaDetail({ saga }: { readonly saga: Saga }) {
  const editor = useEditor();
  const { design } = useDerived();
  const surroundings = useFormSurroundings("saga", saga.id);
  const change = useCallback((patch: PropertyRecord) => void changeSaga(editor, saga.id, patch), [editor, saga.id]);
  const events = useMemo(() => {
    const published = design.components.flatMap((component) => component.events?.map(({ name }) => name) ?? []);
    const told = saga.steps?.flatMap(({ trigger, successEvent, failureEvent }) => [trigger, successEvent, failureEvent]) ?? [];
    return [...new Set([...published, ...told])].filter((name): name is string => name !== undefined && name !== "").toSorted();
  }, [design.components, saga.steps]);
  const suggestions = useCallback((path: string) => (EVENTS.includes(path) ? events : []), [events]);
  const flows = design.flows.filter((flow) => flow.saga === saga.id);
  return (
    <DetailFrame id={saga.id} name={saga.name ?? saga.id} what="saga">
      <div>
        <ElementFindings id={saga.id} />
        <PropertyForm
          {...surroundings}
          descriptors={DESCRIPTORS}
          essentials={saga.style === "orchestration" ? PROPERTIES : PROPERTIES.filter((key) => key !== "orchestrator" && key !== "stateStore")}
          value={saga}
          onChange={change}
          suggestions={suggestions}
        >
          <SagaSteps saga={saga} />
        </PropertyForm>
      </div>
      <SagaPlay saga={saga} />
      {flows.length > 0 ? (
        <div className="flex flex-wrap gap-1.5">
          {flows.map((flow) => (
            <Button key={flow.id} size="sm" icon={<Route aria-hidden size={13} />} onClick={() => editor.openFlow(flow.id)}>
              Open the flow {flow.name ?? flow.id}
            </Button>
          ))}
        </div>
      ) : null}
    </DetailFrame>
  );
}
