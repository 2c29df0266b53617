import Link from "next/link";
import type { ReactNode } from "react";
import { HeaderMenus } from "#components/workspace/header-menus.tsx";
import { Toaster } from "#components/ui/toast.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";
import { ThemeMenu } from "./studio/top-bar.tsx";

/** The frame of the pages around the studio: name, a few places, the theme. */
export function PageFrame({ children }: { readonly children: ReactNode }) {
  return (
    <TooltipProvider>
      <div className="min-h-dvh">
        <header className="sticky top-0 z-20 flex h-11 items-center gap-1 border-b border-line bg-bg px-3 print:hidden">
          <Link href="/designs" className="mr-1 flex items-center gap-2 sm:mr-3 rounded-md font-semibold outline-none focus-visible:outline-2 focus-visible:outline-focus">
            <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden>
              <rect width="32" height="32" rx="7" fill="var(--accent)" />
              <path d="M6 10.5h20M9.5 10.5V25M22.5 10.5V25" fill="none" stroke="var(--accent-text)" strokeWidth="3.4" strokeLinecap="round" />
            </svg>
            <span className="max-sm:sr-only">Lintel</span>
          </Link>
          <Place href="/designs">Designs</Place>
          <Place href="/rules">Rules</Place>
          <Place href="/sample" className="max-sm:hidden">
            Sample
          </Place>
          <div className="ml-auto flex min-w-0 items-center gap-1">
            <HeaderMenus />
            <ThemeMenu />
          </div>
        </header>
        {children}
      </div>
      <Toaster />
    </TooltipProvider>
  );
}

function Place({ href, className = "", children }: { readonly href: string; readonly className?: string; readonly children: ReactNode }) {
  return (
    <Link href={href} className={`rounded-md px-2 py-1 text-muted outline-none hover:bg-hover hover:text-text focus-visible:outline-2 focus-visible:outline-focus ${className}`}>
      {children}
    </Link>
  );
}
