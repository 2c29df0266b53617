import type { KindEntry } from "../kind.ts";
import { IDENTITY, LOAD, OPERATION, PLACE, RELIABILITY } from "../property-groups.ts";

/** Secret store. */
export const secretStore: KindEntry = {
  kind: "secretStore",
  title: "Secret store",
  plural: "Secret stores",
  description: "Keeps passwords, keys and certificates, hands them out to who may have them and rotates them.",
  group: "platform",
  icon: "vault",
  shape: "card",
  keywords: ["vault", "secrets manager", "kms", "key management", "certificates"],
  properties: [...IDENTITY, "product", ...PLACE, ...OPERATION, ...LOAD, ...RELIABILITY, "encryptedAtRest", "decision"],
  essentials: ["technology", "managed", "instances", "zone"],
  cardFacts: ["instances", "managed", "availability"],
};
