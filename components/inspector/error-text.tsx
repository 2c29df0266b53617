/** What is wrong with a value, below its editor. */
export function ErrorText({ id, children }: { readonly id: string; readonly children: string | undefined }) {
  return children ? (
    <p id={id} role="alert" className="mt-1 text-sm text-error">
      {children}
    </p>
  ) : null;
}

/** Id of the error below the editor with this id. */
export const errorId = (id: string) => `${id}-error`;
