"use client";

import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Ago } from "#components/ui/ago.tsx";
import { IconButton } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { CommentMessage } from "#lib/editor/comments.ts";
import { AuthorName, authorName } from "./author-name.tsx";
import { Composer } from "./composer.tsx";
import { Said } from "./said.tsx";
import { useComments } from "./use-comments.tsx";

interface MessageProps {
  readonly threadId: string;
  readonly message: CommentMessage;
  /** Whoever manages the design deletes what others said, too. */
  readonly mayDelete: boolean;
}

/** One message with what its author may do with it. */
export function Message({ threadId, message, mayDelete }: MessageProps) {
  const comments = useComments();
  const [isEditing, setIsEditing] = useState(false);
  if (message.isDeleted) return <p className="text-muted italic">A message was deleted.</p>;
  const remove = () => {
    comments.remove(threadId, message.id).then(
      () => toast.show("Message deleted"),
      (error: unknown) => toast.error("The message could not be deleted", { description: error instanceof Error ? error.message : "" }),
    );
  };
  const mayEdit = message.isMine && comments.mayComment;
  return (
    <article aria-label={`Message of ${authorName(message.author)}`} className="flex flex-col">
      <header className="flex min-h-7 items-center gap-2">
        <AuthorName author={message.author} />
        <Ago iso={message.createdAt} className="text-sm text-faint" />
        {message.editedAt === null ? null : <span className="text-sm text-faint">edited</span>}
        {mayEdit || mayDelete ? (
          <span className="ml-auto">
            <Menu>
              <MenuTrigger asChild>
                <IconButton label="More for this message" size="sm">
                  <EllipsisVertical aria-hidden size={14} />
                </IconButton>
              </MenuTrigger>
              <MenuContent align="end">
                {mayEdit ? (
                  <MenuItem icon={<Pencil aria-hidden size={14} />} onSelect={() => setIsEditing(true)}>
                    Edit
                  </MenuItem>
                ) : null}
                <MenuItem danger icon={<Trash2 aria-hidden size={14} />} onSelect={remove}>
                  Delete
                </MenuItem>
              </MenuContent>
            </Menu>
          </span>
        ) : null}
      </header>
      {isEditing ? (
        <Composer
          label="Change the message"
          action="Save"
          initial={message.body}
          isEager
          onSend={async (body) => {
            await comments.edit(threadId, message.id, body);
            setIsEditing(false);
          }}
          onCancel={() => setIsEditing(false)}
        />
      ) : (
        <Said body={message.body} />
      )}
    </article>
  );
}
