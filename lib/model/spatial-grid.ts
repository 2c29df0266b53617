import type { Rectangle } from "./geometry.ts";

interface Entry<Key> {
  readonly key: Key;
  readonly rectangle: Rectangle;
  /** Number of the query that saw it last, so that one spanning several cells is visited once. */
  seen: number;
}

/** Rectangles filed by where they lie: what is near a place is found without looking at everything. */
export class SpatialGrid<Key> {
  readonly #cells = new Map<number, Entry<Key>[]>();
  readonly #cell: number;
  #query = 0;

  constructor(entries: Iterable<readonly [Key, Rectangle]>, cell = 256) {
    this.#cell = cell;
    for (const [key, rectangle] of entries) this.add(key, rectangle);
  }

  /** Files one more rectangle. */
  add(key: Key, rectangle: Rectangle): void {
    const entry: Entry<Key> = { key, rectangle, seen: 0 };
    this.#eachCell(rectangle, (cell) => {
      const entries = this.#cells.get(cell);
      if (entries) entries.push(entry);
      else this.#cells.set(cell, [entry]);
    });
  }

  /** Calls back for every filed rectangle that touches this one. */
  visit(rectangle: Rectangle, call: (key: Key, rectangle: Rectangle) => void): void {
    this.#query += 1;
    const query = this.#query;
    this.#eachCell(rectangle, (cell) => {
      for (const entry of this.#cells.get(cell) ?? []) {
        if (entry.seen === query) continue;
        entry.seen = query;
        if (touches(entry.rectangle, rectangle)) call(entry.key, entry.rectangle);
      }
    });
  }

  #eachCell({ x, y, width, height }: Rectangle, call: (cell: number) => void): void {
    const right = Math.floor((x + width) / this.#cell);
    const bottom = Math.floor((y + height) / this.#cell);
    for (let column = Math.floor(x / this.#cell); column <= right; column += 1) {
      for (let row = Math.floor(y / this.#cell); row <= bottom; row += 1) call(column * 1_048_576 + row);
    }
  }
}

/** Whether two rectangles share at least a point. */
export const touches = (a: Rectangle, b: Rectangle): boolean => a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
