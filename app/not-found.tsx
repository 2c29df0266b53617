import Link from "next/link";
import { PageFrame } from "#components/page-frame.tsx";

export default function NotFound() {
  return (
    <PageFrame>
      <main className="mx-auto flex max-w-lg flex-col items-center gap-3 px-4 py-24 text-center">
        <h1 className="text-xl font-semibold">There is no such page</h1>
        <p className="text-muted">The address may be mistyped, or what it led to is gone.</p>
        <Link
          href="/designs"
          className="rounded-md border border-line-strong bg-raised px-3 py-1.5 font-medium outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
        >
          All designs
        </Link>
      </main>
    </PageFrame>
  );
}
