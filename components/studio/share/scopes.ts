import { Eye, MessageSquare, Pencil } from "lucide-react";
import type { Scope } from "../api.ts";

/** What each kind of link is called, and what it lets its bearer do. */
export const SCOPE_WORDS = {
  view: { can: "Can view", title: "View-only link", means: "Looks at the design and its findings. Changes nothing.", Icon: Eye },
  comment: { can: "Can comment", title: "Link to comment", means: "Looks at the design and takes part in its comments. Changes nothing else.", Icon: MessageSquare },
  edit: { can: "Can edit", title: "Link to edit", means: "Draws on the design with everybody else. Cannot delete or share it.", Icon: Pencil },
} as const satisfies Record<Scope, { readonly can: string; readonly title: string; readonly means: string; readonly Icon: typeof Eye }>;

/** The kinds in their order. */
export const SCOPES: readonly Scope[] = ["view", "comment", "edit"];
