"use client";
import { Toaster as Sonner, toast as sonner } from "sonner";

/** Stands once in the app and shows the messages of `toast`. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-center"
      visibleToasts={3}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "font-sans flex w-[min(420px,calc(100vw-32px))] items-center gap-3 rounded-[8px] border border-line bg-raised px-3 py-2 text-base text-text shadow-float",
          content: "min-w-0 flex-1",
          description: "text-sm text-muted",
          actionButton: "shrink-0 rounded-md border border-line-strong px-2 py-1 text-sm font-medium text-text hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus",
          error: "border-error",
        },
      }}
    />
  );
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

const options = (description: string | undefined, action: ToastAction | undefined) => ({
  ...(description ? { description } : {}),
  ...(action ? { action: { label: action.label, onClick: action.run }, duration: 8_000 } : {}),
});

/** Says briefly what happened, with at most one thing to do about it (usually "Undo"). Returns nothing to wait for. */
export const toast = {
  show: (message: string, more: { readonly description?: string; readonly action?: ToastAction } = {}) => void sonner(message, options(more.description, more.action)),
  error: (message: string, more: { readonly description?: string; readonly action?: ToastAction } = {}) => void sonner.error(message, options(more.description, more.action)),
};
