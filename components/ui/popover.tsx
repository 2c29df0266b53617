"use client";
import { clsx } from "clsx";
import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";

/** A panel that floats beside what opened it; Escape closes it and gives the focus back. */
export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;

/** Look of everything that floats: popovers, menus, lists of a combobox. */
export const floatingClass = "z-50 rounded-md border border-line bg-raised text-base text-text shadow-float outline-none";

export interface PopoverContentProps extends ComponentProps<typeof Radix.Content> {
  /** Without padding, for a list that fills the panel. */
  readonly flush?: boolean;
}

/** What is in a popover. */
export function PopoverContent({ className, sideOffset = 4, align = "start", flush = false, ...rest }: PopoverContentProps) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        align={align}
        collisionPadding={8}
        className={clsx(floatingClass, "max-h-(--radix-popover-content-available-height) overflow-auto", !flush && "p-3", className)}
        {...rest}
      />
    </Radix.Portal>
  );
}
