"use client";
import { Tooltip as Radix } from "radix-ui";
import { createContext, type ReactNode, useContext } from "react";
import { Kbd } from "./kbd.tsx";

const Provided = createContext(false);

/** Wraps the app once, so that moving from one tooltip to the next shows it without a delay. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Provided value>
      <Radix.Provider delayDuration={400} skipDelayDuration={200}>
        {children}
      </Radix.Provider>
    </Provided>
  );
}

export interface TooltipProps {
  readonly content: ReactNode;
  /** Keys of the command: `mod+k`. */
  readonly shortcut?: string;
  readonly side?: "top" | "right" | "bottom" | "left";
  /** The one element that the tooltip explains; it must take a ref and event handlers. */
  readonly children: ReactNode;
}

/** A short explanation on hover and on keyboard focus. */
export function Tooltip({ content, shortcut, side = "bottom", children }: TooltipProps) {
  const tooltip = (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-sm text-text shadow-float"
        >
          {content}
          {shortcut ? <Kbd keys={shortcut} /> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
  return useContext(Provided) ? tooltip : <TooltipProvider>{tooltip}</TooltipProvider>;
}
