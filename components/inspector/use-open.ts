"use client";
import { useState } from "react";
import { isWithin, useForm } from "./form-context.ts";

/** Whether a group or row is open: as the person left it, and opened whenever something inside it is to be focused. */
export function useOpen(place: string): readonly [open: boolean, setOpen: (open: boolean) => void] {
  const { focus } = useForm();
  const wanted = focus !== undefined && isWithin(focus.property, place) ? focus.request : undefined;
  const [state, setState] = useState<{ readonly open: boolean; readonly seen: number | undefined }>({ open: wanted !== undefined, seen: wanted });
  if (wanted !== undefined && wanted !== state.seen) {
    setState({ open: true, seen: wanted });
    return [true, () => {}];
  }
  return [state.open, (open) => setState({ open, seen: state.seen })];
}
