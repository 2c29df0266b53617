import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";

type Sharding = NonNullable<Component["sharding"]>;

/** Changes how a database is sharded. */
export const updateSharding = (design: Design, id: Id, index: DesignIndex, patch: Sharding): Design =>
  updateComponent(design, id, { sharding: { ...index.component(id)?.sharding, ...patch } });
