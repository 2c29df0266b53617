import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").data("order", "orders", { tls: true });

export const noEncryptionAtRest = defineRule<{ readonly classes: readonly string[]; readonly stated: boolean }>({
  id: "security/no-encryption-at-rest",
  title: "Data at rest not encrypted",
  severity: "error",
  each: "component",
  kinds: ["database", "objectStore"],
  check(store) {
    if (store.encryptedAtRest === true || store.role === "cacheStore") return undefined;
    return finding({ property: "encryptedAtRest", data: { classes: store.dataClasses ?? [], stated: store.encryptedAtRest === false } });
  },
  message({ element, data }, { index }) {
    const name = index.nameOf(element.id);
    const kept = data.classes.length > 0 ? ` (${data.classes.join(", ")})` : "";
    return data.stated ? `${name} keeps its data${kept} unencrypted on disk.` : `Nothing says that ${name} encrypts its data${kept} on disk.`;
  },
  why: "Disks, snapshots and backups leave the data centre more often than attackers get in; encrypted, they are worthless.",
  remedy: "Switch encryption at rest on, for replicas and read models too, and keep the key in a key management service.",
  sources: ["003 Output Requirements: Security Considerations", "004 Key Principles"],
  needs: ["database.encryptedAtRest", "database.role", "database.dataClasses"],
  fix: {
    title: "Encrypt at rest",
    apply: (design, found) => updateComponent(design, found.element.id, { encryptedAtRest: true }),
  },
  examples: {
    bad: [
      { title: "Personal data in the clear on disk", sketch: order.database("orders", { dataClasses: ["pii", "financial"] }) },
      {
        title: "The replica was forgotten",
        sketch: order
          .database("orders", { encryptedAtRest: true })
          .database("orders-replica", { role: "replica", replicaOf: "orders" })
          .connect("replicate", "orders", "orders-replica", { tls: true }),
      },
    ],
    good: [
      { title: "Encrypted on disk", sketch: order.database("orders", { dataClasses: ["pii", "financial"], encryptedAtRest: true }) },
      { title: "A store that only caches", sketch: order.database("orders", { role: "cacheStore" }) },
    ],
  },
});
