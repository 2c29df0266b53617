"use client";

import { type RefObject, useEffect, useReducer } from "react";
import { usePeople, usePresence } from "#components/studio/use-presence.tsx";
import { colourOf, nameOf } from "#lib/editor/presence.ts";
import type { Person } from "#lib/sync/realtime-protocol.ts";
import type { Camera, Insets } from "./camera.ts";
import type { Scene } from "./scene.ts";

const WHOLE: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
/** What a person does oneself ends following somebody else. */
const OWN_GESTURES = ["pointerdown", "wheel", "keydown"] as const;

export interface PeopleLayerProps {
  readonly camera: Camera;
  readonly scene: Scene;
  readonly root: RefObject<HTMLElement | null>;
}

/** The pointers and selections of the others, over the drawing; and what this person shows of oneself. */
export function PeopleLayer({ camera, scene, root }: PeopleLayerProps) {
  const others = usePeople((state) => state.others);
  useShowing(camera, root);
  useFollowing(camera, root);
  useCameraMotion(camera, others.length > 0);
  return (
    <div aria-hidden className="canvas-people">
      {others.map((person) => (
        <PersonMarks key={person.id} person={person} camera={camera} scene={scene} />
      ))}
    </div>
  );
}

function PersonMarks({ person, camera, scene }: { readonly person: Person; readonly camera: Camera; readonly scene: Scene }) {
  const { x: left, y: top, zoom } = camera.view;
  const { cursor, selection = [] } = person.showing ?? {};
  const colour = `var(--tint-line-${colourOf(person)})`;
  const outlines = selection.flatMap((id) => {
    const bounds = scene.boundsOf([id]);
    return bounds ? [{ id, ...bounds }] : [];
  });
  return (
    <>
      {outlines.map(({ id, x, y, width, height }, at) => (
        <div
          key={id}
          className="canvas-person-outline"
          style={{ borderColor: colour, width: width * zoom + 8, height: height * zoom + 8, transform: `translate(${x * zoom + left - 4}px, ${y * zoom + top - 4}px)` }}
        >
          {at === 0 && !cursor ? (
            <span className="canvas-person-name" style={{ backgroundColor: colour }}>
              {nameOf(person)}
            </span>
          ) : null}
        </div>
      ))}
      {cursor ? (
        <div className="canvas-person-cursor" data-person={nameOf(person)} style={{ transform: `translate(${cursor.x * zoom + left}px, ${cursor.y * zoom + top}px)` }}>
          <svg width="16" height="18" viewBox="0 0 16 18">
            <path d="M1 1l5 15 2.6-6.2L15 8z" fill={colour} stroke="var(--text)" strokeLinejoin="round" />
          </svg>
          <span className="canvas-person-name" style={{ backgroundColor: colour }}>
            {nameOf(person)}
          </span>
        </div>
      ) : null}
    </>
  );
}

/** Shows the others where this person's pointer is and what is in view. */
function useShowing(camera: Camera, root: RefObject<HTMLElement | null>): void {
  const presence = usePresence();
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const onMove = (event: PointerEvent): void => presence.point(camera.toCanvas({ x: event.clientX, y: event.clientY }));
    const onLeave = (): void => presence.point(undefined);
    const onView = (): void => presence.look(camera.visible());
    element.addEventListener("pointermove", onMove, { passive: true });
    element.addEventListener("pointerleave", onLeave);
    onView();
    const stop = camera.subscribe(onView);
    return () => {
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerleave", onLeave);
      stop();
    };
  }, [presence, camera, root]);
}

/** Keeps the view on what the followed person sees, until this person does something. */
function useFollowing(camera: Camera, root: RefObject<HTMLElement | null>): void {
  const presence = usePresence();
  const view = usePeople(({ following, others }) => (following === undefined ? undefined : others.find(({ id }) => id === following)?.showing?.view));
  useEffect(() => {
    if (view) camera.look(view, WHOLE);
  }, [camera, view]);
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const end = (): void => presence.follow(undefined);
    for (const gesture of OWN_GESTURES) element.addEventListener(gesture, end, { capture: true, passive: true });
    return () => {
      for (const gesture of OWN_GESTURES) element.removeEventListener(gesture, end, { capture: true });
    };
  }, [presence, root]);
}

/** Draws again while the camera moves, when there is somebody to draw. */
function useCameraMotion(camera: Camera, isNeeded: boolean): void {
  const [, draw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => (isNeeded ? camera.subscribe(draw) : undefined), [camera, isNeeded]);
}
