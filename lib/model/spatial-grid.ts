import type { Rectangle } from "./geometry.ts";

interface Entry<Key> {
  readonly key: Key;
  readonly rectangle: Rectangle;
  /** Number of the query that saw it last, so that one spanning several cells is visited once. */
  seen: number;
}

/** Through more cells than these nobody walks one by one. */
const MOST_CELLS = 4_096;
/** Farther out than this, in pixels, nothing is filed by cell. */
const FARTHEST = 100_000_000;

/** Rectangles filed by where they lie: what is near a place is found without looking at everything. */
export class SpatialGrid<Key> {
  readonly #cells = new Map<number, Entry<Key>[]>();
  /** What is too large, or too far out, for cells. */
  readonly #loose: Entry<Key>[] = [];
  readonly #cell: number;
  #query = 0;

  constructor(entries: Iterable<readonly [Key, Rectangle]>, cell = 256) {
    this.#cell = cell;
    for (const [key, rectangle] of entries) this.add(key, rectangle);
  }

  /** Files one more rectangle. */
  add(key: Key, rectangle: Rectangle): void {
    const entry: Entry<Key> = { key, rectangle, seen: 0 };
    if (!this.#isWalkable(rectangle)) return void this.#loose.push(entry);
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
    const look = (entries: Iterable<Entry<Key>> = []) => {
      for (const entry of entries) {
        if (entry.seen === query) continue;
        entry.seen = query;
        if (touches(entry.rectangle, rectangle)) call(entry.key, entry.rectangle);
      }
    };
    look(this.#loose);
    if (this.#isWalkable(rectangle)) this.#eachCell(rectangle, (cell) => look(this.#cells.get(cell)));
    else for (const entries of this.#cells.values()) look(entries);
  }

  /** Whether the cells of a rectangle are few enough, and near enough to zero for the next one to be another number. */
  #isWalkable({ x, y, width, height }: Rectangle): boolean {
    const across = Math.floor(width / this.#cell) + 2;
    const down = Math.floor(height / this.#cell) + 2;
    return across * down <= MOST_CELLS && Math.abs(x) <= FARTHEST && Math.abs(y) <= FARTHEST;
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
