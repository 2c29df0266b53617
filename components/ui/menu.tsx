"use client";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { Kbd } from "./kbd.tsx";
import { floatingClass } from "./popover.tsx";

const CONTENT = clsx(floatingClass, "min-w-44 overflow-auto p-1");
const ITEM =
  "flex h-7 cursor-default select-none items-center gap-2 rounded-[4px] px-2 outline-none data-disabled:pointer-events-none data-disabled:opacity-50 data-highlighted:bg-hover";
const SEPARATOR = "my-1 h-px bg-line";
const LABEL = "px-2 py-1 text-sm text-faint";

interface Row {
  readonly icon?: ReactNode;
  /** Keys of the command: `mod+d`. */
  readonly shortcut?: string;
  /** For what destroys. */
  readonly danger?: boolean;
}

function row({ icon, shortcut, children }: Row & { readonly children?: ReactNode }) {
  return (
    <>
      {icon ? <span className="flex size-4 shrink-0 items-center justify-center text-muted">{icon}</span> : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut ? <Kbd keys={shortcut} /> : null}
    </>
  );
}

/** A menu that a button opens. */
export const Menu = Radix.Root;
export const MenuTrigger = Radix.Trigger;

export function MenuContent({ className, sideOffset = 4, align = "start", ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        align={align}
        collisionPadding={8}
        className={clsx(CONTENT, "max-h-(--radix-dropdown-menu-content-available-height)", className)}
        {...rest}
      />
    </Radix.Portal>
  );
}

export function MenuItem({ icon, shortcut, danger = false, className, children, ...rest }: ComponentProps<typeof Radix.Item> & Row) {
  return (
    <Radix.Item className={clsx(ITEM, danger && "text-error", className)} {...rest}>
      {row({ icon, ...(shortcut ? { shortcut } : {}), children })}
    </Radix.Item>
  );
}

export function MenuCheckboxItem({ shortcut, className, children, ...rest }: ComponentProps<typeof Radix.CheckboxItem> & Pick<Row, "shortcut">) {
  return (
    <Radix.CheckboxItem className={clsx(ITEM, className)} {...rest}>
      <span className="flex size-4 shrink-0 items-center justify-center">
        <Radix.ItemIndicator>
          <Check aria-hidden size={14} />
        </Radix.ItemIndicator>
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut ? <Kbd keys={shortcut} /> : null}
    </Radix.CheckboxItem>
  );
}

export const MenuSeparator = () => <Radix.Separator className={SEPARATOR} />;
export const MenuLabel = ({ children }: { readonly children: ReactNode }) => <Radix.Label className={LABEL}>{children}</Radix.Label>;
