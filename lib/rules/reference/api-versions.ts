import type { ReferenceTable } from "./reference-table.ts";

/** Versions of an API. */
export const apiVersionsTable: ReferenceTable = {
  id: "api-versions",
  title: "Versions of an API",
  question: "Where does the version stand?",
  columns: ["Place", "Verdict", "Example"],
  rows: [
    { cells: ["In the path", "Recommended", "/api/v1/users"], source: "004 §2.1.4", rules: ["api/unversioned", "api/no-deprecation-date"] },
    { cells: ["In a header", "Accepted", "Accept: application/vnd.shop.v1+json"], source: "004 §2.1.4", rules: ["api/unversioned"] },
    { cells: ["In the query", "Not recommended", "/api/users?version=1"], source: "004 §2.1.4", rules: ["api/version-in-query"] },
    {
      cells: ["In the package (Protobuf)", "Needed", "package user.v1; numbers never change, deleted ones are reserved"],
      source: "004 §2.3, 000 §9",
      rules: ["api/proto-unversioned-package", "api/proto-field-number-changed", "api/proto-deleted-not-reserved"],
    },
  ],
  conflicts: ["CF-20"],
};
