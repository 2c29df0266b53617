import type { Component, ComponentKind, ComponentProperty } from "#lib/model/component.ts";
import type { GroupId } from "./groups.ts";

/** How a component is drawn: clients rounded, stores as cylinders, queues and topics as lanes, foreign systems dashed, the rest as cards. */
export type Shape = "rounded" | "card" | "cylinder" | "lane" | "dashed";

/** What the catalogue knows about one kind of component. */
export interface KindEntry {
  readonly kind: ComponentKind;
  /** Name of one: `Load balancer`. */
  readonly title: string;
  /** Name of several: `Load balancers`. */
  readonly plural: string;
  /** One sentence: what it stands for and when to use it. */
  readonly description: string;
  readonly group: GroupId;
  /** Name of its lucide icon, in kebab-case. */
  readonly icon: string;
  readonly shape: Shape;
  /** Other words under which the palette finds it. */
  readonly keywords: readonly string[];
  /** The properties that it shows, in the order of the inspector. */
  readonly properties: readonly ComponentProperty[];
  /** The properties that the inspector shows even while they are not set. */
  readonly essentials: readonly ComponentProperty[];
  /** Choices narrowed to those that make sense for the kind. */
  readonly options?: Readonly<Partial<Record<ComponentProperty, readonly string[]>>>;
  /** Up to three facts that matter on its card. */
  readonly cardFacts: readonly ComponentProperty[];
  /** What a fresh one gets. */
  readonly defaults?: Readonly<Partial<Pick<Component, ComponentProperty>>>;
}
