"use client";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { useFocusBack } from "./use-focus-back.ts";

const PLACES = {
  center: "top-[12vh] left-1/2 max-h-[76vh] w-[calc(100vw-32px)] -translate-x-1/2 rounded-[8px] border",
  right: "inset-y-0 right-0 w-[min(400px,100vw)] border-l",
  bottom: "inset-x-0 bottom-0 max-h-[80vh] rounded-t-[8px] border-t",
} as const;

const WIDTHS = { sm: "max-w-[400px]", md: "max-w-[560px]", lg: "max-w-[840px]" } as const;

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  /** One sentence that says what the dialog is for; read out when it opens. */
  readonly description?: ReactNode;
  /** In the middle, or a sheet that comes from the right or from below. */
  readonly place?: keyof typeof PLACES;
  readonly width?: keyof typeof WIDTHS;
  /** Buttons at the bottom, the primary one last. */
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
}

/** A dialog or sheet: keeps the focus inside, Escape closes it and gives the focus back. */
export function Dialog({ open, onOpenChange, title, description, place = "center", width = "md", footer, children }: DialogProps) {
  const giveBack = useFocusBack(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={(event) => {
            // A dialog without a field that asks for the focus takes it itself: on the close button it would show that button's tooltip, and Escape would close that first.
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onEscapeKeyDown={(event) => {
            // Escape steps back once: in a field with something half typed it gives the old value back.
            if (event.target instanceof HTMLElement && event.target.closest("[data-draft]")) event.preventDefault();
          }}
          onCloseAutoFocus={giveBack}
          className={clsx("fixed z-50 flex flex-col border-line bg-raised text-base text-text shadow-float outline-none", PLACES[place], place === "center" && WIDTHS[width])}
        >
          <header className="flex items-start gap-3 px-4 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-[15px] leading-5 font-semibold">{title}</Radix.Title>
              {description ? <Radix.Description className="mt-1 text-muted">{description}</Radix.Description> : null}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" size="sm" shortcut="escape">
                <X aria-hidden size={16} />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-auto px-4 py-2">{children}</div>
          {footer ? <footer className="flex flex-wrap items-center justify-end gap-2 px-4 pt-2 pb-4">{footer}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
