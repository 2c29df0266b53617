import type { KindEntry } from "../kind.ts";
import { IDENTITY, STORE } from "../property-groups.ts";

/** Object store. */
export const objectStore: KindEntry = {
  kind: "objectStore",
  title: "Object store",
  plural: "Object stores",
  description: "Keeps files and large objects under a name: uploads, exports, backups, the raw files of a data lake.",
  group: "data",
  icon: "archive",
  shape: "cylinder",
  keywords: ["blob", "bucket", "s3", "files", "uploads", "data lake", "storage"],
  properties: [...IDENTITY, "engine", ...STORE, "maxReadRps", "maxWriteRps", "accessPatterns"],
  essentials: ["purpose", "engine", "owner", "zone", "encryptedAtRest", "capacityBytes"],
  cardFacts: ["engine", "usedBytes", "capacityBytes"],
};
