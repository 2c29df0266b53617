"use client";
import { clsx } from "clsx";
import { Tabs as Radix } from "radix-ui";
import type { ComponentProps } from "react";

/** Views of one thing, one at a time; arrow keys move between them. */
export const Tabs = Radix.Root;

export function TabList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  return <Radix.List className={clsx("flex h-9 items-stretch gap-1 border-b border-line px-2", className)} {...rest} />;
}

/** What a tab shows; it scrolls, and can be reached to scroll it by keyboard. */
export function TabPanel({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={clsx("outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus", className)} {...rest} />;
}

export function Tab({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={clsx(
        "-mb-px inline-flex items-center gap-1.5 border-b-2 border-transparent px-2 text-base text-muted hover:text-text",
        "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus data-[state=active]:border-accent data-[state=active]:text-text",
        className,
      )}
      {...rest}
    />
  );
}
