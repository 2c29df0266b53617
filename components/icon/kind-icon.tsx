import {
  Activity,
  Archive,
  BookBookmark,
  Box,
  BuildingComplex,
  CalendarClock,
  Database,
  DoorOpen,
  Earth,
  KeyRound,
  Library,
  ListOrdered,
  type LucideIcon,
  Megaphone,
  MonitorSmartphone,
  PanelsTopLeft,
  RadioTower,
  Split,
  SquareFunction,
  Vault,
  WavesHorizontal,
  Zap,
} from "lucide-react";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import { technologyIn } from "#lib/catalog/technologies.ts";
import { LOGOS } from "./logos.ts";

/* Named one by one, so that a new kind does not compile without an icon and no other icon is bundled. */
const ICONS = {
  client: MonitorSmartphone,
  external: BuildingComplex,
  cdn: Earth,
  loadBalancer: Split,
  gateway: DoorOpen,
  bff: PanelsTopLeft,
  service: Box,
  function: SquareFunction,
  streamProcessor: WavesHorizontal,
  batchJob: CalendarClock,
  database: Database,
  objectStore: Archive,
  cache: Zap,
  broker: RadioTower,
  topic: Megaphone,
  queue: ListOrdered,
  idp: KeyRound,
  registry: BookBookmark,
  secretStore: Vault,
  telemetry: Activity,
  sharedLib: Library,
} satisfies Record<ComponentKind, LucideIcon>;

const known = new Map<string, string | undefined>();

/** Path of the logo of the technology that a text names, on a square of 24; asked for every card at every change, hence remembered. */
function logoIn(text: string): string | undefined {
  if (known.has(text)) return known.get(text);
  const icon = technologyIn(text)?.icon;
  const path = icon === undefined ? undefined : LOGOS[icon];
  if (known.size > 1_000) known.clear();
  known.set(text, path);
  return path;
}

export interface KindIconProps {
  readonly kind: ComponentKind;
  /** Name of the technology as somebody wrote it. */
  readonly technology?: string | undefined;
  readonly size?: number;
  readonly className?: string;
}

/** Logo of the technology when it is known, else the icon of the kind; in the colour of the text around, never read out. */
export function KindIcon({ kind, technology, size = 16, className }: KindIconProps) {
  const logo = technology ? logoIn(technology) : undefined;
  if (logo !== undefined) {
    return (
      <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" aria-hidden className={className}>
        <path d={logo} />
      </svg>
    );
  }
  const Icon = ICONS[kind];
  return <Icon aria-hidden size={size} strokeWidth={1.75} className={className} />;
}

/** What a component says about its technology: the name given, the product, or the engine. */
export const technologyOf = (component: Pick<Component, "technology" | "product" | "engine">): string | undefined =>
  component.technology?.name ?? component.product ?? component.engine;
