"use client";

import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { Comments, CommentsState } from "#lib/editor/comments.ts";

const CommentsContext = createContext<Comments | undefined>(undefined);

/** Hands what is said about the design to everything inside. */
export function CommentsProvider({ comments, children }: { readonly comments: Comments; readonly children: ReactNode }) {
  return <CommentsContext value={comments}>{children}</CommentsContext>;
}

/** What is said about the open design. */
export function useComments(): Comments {
  const comments = useContext(CommentsContext);
  if (!comments) throw new Error("useComments needs a CommentsProvider around it.");
  return comments;
}

/** A part of what is said. */
export function useSaid<Part>(select: (state: CommentsState) => Part): Part {
  return useStore(useComments().state, select);
}

/** How many conversations about an element are not resolved. */
export const useSaidAbout = (id: string): number => useSaid((state) => state.byElement.get(id) ?? 0);
