import type { ReactNode } from "react";
import { PageFrame } from "#components/page-frame.tsx";

/** A small page around one form. */
export function SmallPage({ title, lead, children }: { readonly title: string; readonly lead?: ReactNode; readonly children: ReactNode }) {
  return (
    <PageFrame>
      <main className="mx-auto w-full max-w-[400px] px-4 py-16">
        <h1 className="text-xl font-semibold">{title}</h1>
        {lead ? <p className="mt-2 text-muted">{lead}</p> : null}
        <div className="mt-6 flex flex-col gap-4">{children}</div>
      </main>
    </PageFrame>
  );
}
