"use client";

import { Check, CloudOff, Eye, HardDrive, LoaderCircle, MessageSquare, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { SaveState } from "#lib/editor/autosave.ts";
import type { Right } from "./api.ts";

interface Words {
  readonly text: string;
  readonly help: string;
  readonly icon: ReactNode;
  readonly tone: string;
}

function wordsOf(state: SaveState, right: Right): Words {
  switch (state.kind) {
    case "browser":
      return { text: "Sample", help: "Change anything and it is saved as your own design.", icon: <HardDrive aria-hidden size={14} />, tone: "text-muted" };
    case "loading":
      return { text: "Opening…", help: "Fetching the design from the server.", icon: <LoaderCircle aria-hidden size={14} className="animate-spin" />, tone: "text-muted" };
    case "saving":
      return {
        text: "Saving…",
        help: "The last change is on its way to the server; this browser has it already.",
        icon: <LoaderCircle aria-hidden size={14} className="animate-spin" />,
        tone: "text-muted",
      };
    case "saved":
      return right === "requirements"
        ? { text: "Saved", help: "You write title and requirements of this design; engineers draw it. Every change is stored on the server.", icon: <Check aria-hidden size={14} />, tone: "text-muted" }
        : { text: "Saved", help: "Every change is stored on the server.", icon: <Check aria-hidden size={14} />, tone: "text-muted" };
    case "offline":
      return {
        text: "Offline",
        help: `${state.reason} Your changes are kept in this browser and are sent as soon as the server answers.`,
        icon: <CloudOff aria-hidden size={14} />,
        tone: "text-warning",
      };
    case "refused":
      return {
        text: "Not saved",
        help: `${state.reason} Your changes are kept in this browser; export the design to keep a copy.`,
        icon: <TriangleAlert aria-hidden size={14} />,
        tone: "text-error",
      };
    case "replaced":
      return {
        text: "Replaced",
        help: "Somebody put an older version in place of this one. It is being opened.",
        icon: <TriangleAlert aria-hidden size={14} />,
        tone: "text-warning",
      };
    case "ended":
      return { text: "Ended", help: state.reason, icon: <TriangleAlert aria-hidden size={14} />, tone: "text-error" };
    case "readOnly":
      return right === "comment"
        ? { text: "Comments only", help: "You may comment on this design. Make a copy to change it.", icon: <MessageSquare aria-hidden size={14} />, tone: "text-muted" }
        : { text: "View only", help: "You are looking at a shared design. Make a copy to change it.", icon: <Eye aria-hidden size={14} />, tone: "text-muted" };
  }
}

/** What is true about the work right now: saved means stored by the server. */
export function SaveIndicator({ state, right }: { readonly state: StoreApi<SaveState>; readonly right: Right }) {
  const words = wordsOf(useStore(state), right);
  return (
    <Tooltip content={words.help}>
      <span role="status" tabIndex={0} className={`inline-flex shrink-0 items-center gap-1.5 rounded px-1 text-sm ${words.tone}`}>
        {words.icon}
        <span className="max-sm:sr-only">{words.text}</span>
      </span>
    </Tooltip>
  );
}
