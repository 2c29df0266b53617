import type { Endpoint } from "#lib/model/contract.ts";
import type { Patch } from "#lib/model/edit.ts";

/** Whether a list is given out page by page. */
export const isPaginated = ({ pagination }: Endpoint): boolean => pagination !== undefined && pagination !== "none";

/** Paging by cursor: the parameters limit and cursor, and the fields that lead to the next page where the fields of the response are listed. */
export function pagedByCursor({ params = [], responseFields }: Endpoint): Patch<Endpoint> {
  const kept = params.filter((param) => param.in !== "query" || !/^(?:offset|page|skip)$/iu.test(param.name));
  const added = ["limit", "cursor"].filter((name) => !kept.some((param) => param.name === name && param.in === "query"));
  const fields = responseFields && ["nextCursor", "prevCursor", "hasMore"].filter((name) => !responseFields.includes(name));
  return {
    pagination: "cursor",
    params: [...kept, ...added.map((name) => ({ name, in: "query" as const }))],
    ...(fields?.length && { responseFields: [...(responseFields ?? []), ...fields] }),
  };
}
