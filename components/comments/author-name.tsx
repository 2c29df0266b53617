import type { CommentAuthor } from "#lib/editor/comments.ts";

const NAMELESS: Readonly<Record<CommentAuthor["kind"], string>> = { member: "Somebody", link: "Guest", local: "Somebody here", unknown: "Somebody who left" };

/** Name of whoever said something. */
export const authorName = ({ kind, name }: CommentAuthor): string => name ?? NAMELESS[kind];

/** The same, with a mark for whoever came by a link: such a name is only what they call themselves. */
export function AuthorName({ author }: { readonly author: CommentAuthor }) {
  return (
    <span className="font-medium">
      {authorName(author)}
      {author.kind === "link" && author.name !== null ? <span className="ml-1.5 rounded border border-line px-1 text-sm font-normal text-muted">guest</span> : null}
    </span>
  );
}
