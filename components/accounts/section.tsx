import type { ReactNode } from "react";
import { PageFrame } from "#components/page-frame.tsx";

/** A page of several sections. */
export function WidePage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <PageFrame>
      <main className="mx-auto w-full max-w-3xl px-4 py-8">
        <h1 className="text-xl font-semibold">{title}</h1>
        {children}
      </main>
    </PageFrame>
  );
}

/** A part of such a page. */
export function Section({ title, lead, action, children }: { readonly title: string; readonly lead?: ReactNode; readonly action?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="mt-8">
      <div className="mb-3 flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{title}</h2>
          {lead ? <p className="mt-1 text-muted">{lead}</p> : null}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
