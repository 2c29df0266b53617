"use client";

import { Copy, EllipsisVertical, FilePlus2, Import, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, Suspense, useCallback, useEffect, useId, useState } from "react";
import { useMe } from "#components/accounts/use-me.ts";
import { PageFrame } from "#components/page-frame.tsx";
import { createDesign, deleteDesign, type DesignSummary, duplicateDesign, listDesigns, renameDesign, restoreDesign } from "#components/studio/api.ts";
import { Ago } from "#components/ui/ago.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, Input } from "#components/ui/field.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { Design } from "#lib/model/design.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { ImportPicker } from "./import-picker.tsx";
import { TemplatePicker } from "./template-picker.tsx";

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "Something went wrong.");

/** Every design of this installation: open, create, rename, duplicate, delete with undo. */
export function DesignList() {
  return (
    <PageFrame>
      <Suspense>
        <List />
      </Suspense>
    </PageFrame>
  );
}

function List() {
  const router = useRouter();
  const search = useSearchParams();
  const [designs, setDesigns] = useState<readonly DesignSummary[]>();
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  const [creating, setCreating] = useState(search.has("new"));
  const [importing, setImporting] = useState(false);
  const [renaming, setRenaming] = useState<DesignSummary>();
  // Until the server has said what one may do, the page shows what most may.
  const canEdit = useMe()?.workspace?.canEdit !== false;

  const load = useCallback(async () => {
    try {
      const page = await listDesigns();
      setDesigns(page.items);
      setNext(page.nextCursor);
      setError(undefined);
    } catch (reason) {
      setError(messageOf(reason));
    }
  }, []);
  useEffect(() => void load(), [load]);

  const more = async () => {
    if (!next) return;
    try {
      const page = await listDesigns(next);
      setDesigns((before) => [...(before ?? []), ...page.items]);
      setNext(page.nextCursor);
    } catch (reason) {
      setError(messageOf(reason));
    }
  };
  const create = async (design: Design) => {
    try {
      router.push(`/d/${encodeURIComponent(await createDesign(designUpdate(design)))}`);
    } catch (reason) {
      toast.error("The design could not be created", { description: messageOf(reason) });
    }
  };
  const act = async (what: string, run: () => Promise<unknown>) => {
    try {
      await run();
      await load();
    } catch (reason) {
      toast.error(`${what} did not work`, { description: messageOf(reason) });
    }
  };
  const remove = (design: DesignSummary) =>
    act("Deleting", async () => {
      await deleteDesign(design.id);
      toast.show(`Deleted “${design.title}”`, { action: { label: "Undo", run: () => void act("Undoing", () => restoreDesign(design.id)) } });
    });

  return (
    <main className="mx-auto w-full max-w-4xl px-4 py-8">
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-xl font-semibold">Designs</h1>
        {canEdit ? (
          <>
            <Button icon={<Import aria-hidden size={15} />} onClick={() => setImporting(true)}>
              Import
            </Button>
            <Button variant="primary" icon={<FilePlus2 aria-hidden size={15} />} onClick={() => setCreating(true)}>
              New design
            </Button>
          </>
        ) : null}
      </div>
      {error ? (
        <div role="alert" className="mb-4 flex items-center gap-3 rounded-md bg-error-soft p-3 text-error">
          <span className="flex-1">{error}</span>
          <Button size="sm" onClick={() => void load()}>
            Try again
          </Button>
        </div>
      ) : null}
      {designs === undefined && !error ? <p className="text-muted">Loading…</p> : null}
      {designs?.length === 0 ? (
        <div className="flex flex-col items-center gap-3 rounded-[8px] border border-dashed border-line-strong py-16 text-center">
          <p className="font-medium">No designs yet</p>
          <p className="max-w-80 text-muted">{canEdit ? "Start with a blank canvas or a template, or look at the sample with its findings lit." : "Engineers of the workspace draw them. Look at the sample with its findings lit."}</p>
          <div className="flex gap-2">
            <Button variant="primary" onClick={() => setCreating(true)}>
              New design
            </Button>
            <Link
              href="/sample"
              className="inline-flex h-8 items-center rounded-md border border-line-strong bg-raised px-3 font-medium outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
            >
              Open the sample
            </Link>
          </div>
        </div>
      ) : null}
      {designs && designs.length > 0 ? (
        <ul className="overflow-hidden rounded-[8px] border border-line bg-raised">
          {designs.map((design) => (
            <li key={design.id} className="flex items-center gap-2 border-b border-line pr-2 last:border-b-0 hover:bg-hover">
              <Link
                href={`/d/${encodeURIComponent(design.id)}`}
                className="flex min-w-0 flex-1 items-baseline gap-3 px-4 py-2.5 outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
              >
                <span className="truncate font-medium">{design.title}</span>
                <Ago iso={design.updatedAt} className="shrink-0 text-sm text-faint" />
              </Link>
              {canEdit ? (
              <Menu>
                <MenuTrigger asChild>
                  <IconButton label={`More for ${design.title}`} size="sm">
                    <EllipsisVertical aria-hidden size={15} />
                  </IconButton>
                </MenuTrigger>
                <MenuContent align="end">
                  <MenuItem icon={<Pencil aria-hidden size={14} />} onSelect={() => setRenaming(design)}>
                    Rename…
                  </MenuItem>
                  <MenuItem icon={<Copy aria-hidden size={14} />} onSelect={() => void act("Duplicating", () => duplicateDesign(design.id))}>
                    Duplicate
                  </MenuItem>
                  <MenuSeparator />
                  <MenuItem danger icon={<Trash2 aria-hidden size={14} />} onSelect={() => void remove(design)}>
                    Delete
                  </MenuItem>
                </MenuContent>
              </Menu>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {next ? (
        <div className="mt-3 text-center">
          <Button onClick={() => void more()}>Show more</Button>
        </div>
      ) : null}
      {creating ? (
        <Dialog open onOpenChange={setCreating} title="New design" description="Start blank, or from a design that has no finding." width="lg">
          <TemplatePicker onPick={(design) => void create(design)} />
        </Dialog>
      ) : null}
      {importing ? (
        <Dialog open onOpenChange={setImporting} title="Import" description="A Lintel file (YAML or JSON) or a Mermaid diagram becomes a new design." width="lg">
          <ImportPicker actions={[{ label: "Open as a new design", primary: true, run: (design) => void create(design) }]} />
        </Dialog>
      ) : null}
      {renaming ? <Rename design={renaming} onClose={() => setRenaming(undefined)} onRename={(title) => act("Renaming", () => renameDesign(renaming.id, title))} /> : null}
    </main>
  );
}

function Rename({ design, onClose, onRename }: { readonly design: DesignSummary; readonly onClose: () => void; readonly onRename: (title: string) => Promise<void> }) {
  const id = useId();
  const [title, setTitle] = useState(design.title);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === "") return;
    onClose();
    void onRename(title.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Rename design"
      width="sm"
      footer={
        <Button variant="primary" type="submit" form={`${id}-form`}>
          Rename
        </Button>
      }
    >
      <form id={`${id}-form`} onSubmit={submit}>
        <Field id={id} label="Title" layout="stack" error={title.trim() === "" ? "A design needs a title." : undefined}>
          <Input id={id} autoFocus maxLength={200} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
