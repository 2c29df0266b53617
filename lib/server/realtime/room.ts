import type { Head, LogEntry } from "#lib/server/designs/log.ts";
import type { WorkspaceRules } from "#lib/server/workspaces/rules.ts";
import { encodeChanges, type Person, type Showing } from "#lib/sync/realtime-protocol.ts";
import type { Connection } from "./connection.ts";
import type { Admission } from "./tickets.ts";

/** A change that is on its way to whoever has the design open. */
export interface Delivered {
  readonly seq: number;
  readonly bytes: Uint8Array;
  /** Whoever brought it. */
  readonly from?: unknown;
}

/** Changes that are kept for those who come next; with more of them, the log is read again. */
const KEPT = 500;

/** Everybody who has one design open here, and how far they were told. Numbers are told in order and without gaps. */
export class Room {
  readonly designId: string;
  readonly generation: number;
  readonly #read: (after: number) => Promise<readonly LogEntry[]>;
  readonly #inside = new Set<Connection>();
  /** People of other processes. */
  readonly #elsewhere = new Map<string, { readonly process: string; readonly person: Person }>();
  readonly #early = new Map<number, Delivered>();
  readonly #readings = new Map<number, Promise<readonly LogEntry[]>>();
  #recent: Delivered[] = [];
  #seq: number;
  #rules: WorkspaceRules;
  #reading: Promise<void> | undefined;
  #wanted = 0;

  constructor(designId: string, head: Head, rules: WorkspaceRules, read: (after: number) => Promise<readonly LogEntry[]>) {
    this.designId = designId;
    this.generation = head.generation;
    this.#seq = head.seq;
    this.#rules = rules;
    this.#read = read;
  }

  /** Number up to which everybody inside was told. */
  get seq(): number {
    return this.#seq;
  }
  /** How the workspace sets the rules, as everybody inside was told. */
  get rules(): WorkspaceRules {
    return this.#rules;
  }
  get inside(): ReadonlySet<Connection> {
    return this.#inside;
  }
  get people(): readonly Person[] {
    return [...[...this.#inside].flatMap(({ person }) => person ?? []), ...[...this.#elsewhere.values()].map(({ person }) => person)];
  }

  /** Lets somebody in and tells what happened after a number. */
  async enter(connection: Connection, { canEdit, name }: Pick<Admission, "canEdit" | "name">, since: number, id: string): Promise<void> {
    // Read first: whatever is told meanwhile goes to those inside and is in `recent` by then.
    const isKept = since >= this.#seq || (this.#recent[0]?.seq ?? Infinity) <= since + 1;
    const entries = isKept ? [] : await this.#readOnce(since);
    const upTo = Math.max(since, entries.at(-1)?.seq ?? 0);
    const missing = [...entries, ...this.#recent.filter(({ seq }) => seq > upTo && seq <= this.#seq)];
    const taken = new Set(this.people.map(({ number }) => number));
    let number = 1;
    while (taken.has(number)) number += 1;
    connection.person = { id, number, canEdit, ...(name === null ? {} : { name }) };
    connection.say({ type: "welcome", generation: this.generation, seq: Math.max(this.#seq, upTo), self: connection.person, people: this.people });
    connection.say({ type: "rules", rules: this.#rules.rules });
    if (missing.length > 0) {
      connection.send(
        encodeChanges(
          Math.max(this.#seq, upTo),
          missing.map(({ bytes }) => bytes),
        ),
      );
    }
    this.#inside.add(connection);
    this.#tellPerson(connection.person, connection);
  }

  /** Many come back at the same moment, from the same place: they share one reading. */
  #readOnce(after: number): Promise<readonly LogEntry[]> {
    let reading = this.#readings.get(after);
    if (reading === undefined) {
      reading = this.#read(after).finally(() => this.#readings.delete(after));
      this.#readings.set(after, reading);
    }
    return reading;
  }

  /** Lets somebody go. */
  leave(connection: Connection): void {
    if (!this.#inside.delete(connection) || connection.person === undefined) return;
    this.#sayToAll({ type: "left", id: connection.person.id });
  }

  /** Says that what is said about the design changed; whoever wants to know asks. */
  tellComments(): void {
    this.#sayToAll({ type: "comments" });
  }

  /** Somebody inside shows something else. */
  show(connection: Connection, showing: Showing): Person | undefined {
    if (connection.person === undefined) return undefined;
    connection.person = { ...connection.person, showing };
    this.#tellPerson(connection.person, connection);
    return connection.person;
  }

  /** The workspace sets the rules anew. */
  tellRules(rules: WorkspaceRules): void {
    if (rules.version <= this.#rules.version) return;
    this.#rules = rules;
    this.#sayToAll({ type: "rules", rules: rules.rules });
  }

  /** Somebody at another process shows something, or left. */
  showElsewhere(process: string, id: string, person: Person | undefined): void {
    if (person === undefined) {
      if (this.#elsewhere.delete(id)) this.#sayToAll({ type: "left", id });
      return;
    }
    this.#elsewhere.set(id, { process, person });
    this.#tellPerson(person, undefined);
  }
  /** Nobody of that process is there any more. */
  forgetProcess(process: string): void {
    for (const [id, other] of this.#elsewhere) if (other.process === process) this.showElsewhere(process, id, undefined);
  }

  /** Changes were committed here. */
  deliver(changes: readonly Delivered[]): void {
    const next: Delivered[] = [];
    for (const change of changes) if (change.seq > this.#seq) this.#early.set(change.seq, change);
    for (let change = this.#early.get(this.#seq + 1); change !== undefined; change = this.#early.get(this.#seq + 1)) {
      this.#early.delete(change.seq);
      this.#seq = change.seq;
      next.push(change);
    }
    if (next.length > 0) this.#broadcast(next);
    const last = Math.max(0, ...this.#early.keys());
    if (last > this.#seq) void this.catchUp(last);
  }

  /** Reads from the log what is missing up to a number, and tells it. */
  async catchUp(seq: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, seq);
    if (this.#reading !== undefined) return this.#reading;
    this.#reading = this.#readMissing().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readMissing(): Promise<void> {
    while (this.#wanted > this.#seq) {
      const after = this.#seq;
      const entries = (await this.#read(after)).filter((entry) => entry.seq > this.#seq);
      const last = entries.at(-1);
      if (last === undefined) return;
      // Whoever brought a change may get it again; that does no harm.
      const told = entries.map(({ seq, bytes }) => this.#early.get(seq) ?? { seq, bytes });
      this.#seq = last.seq;
      for (const seq of this.#early.keys()) if (seq <= this.#seq) this.#early.delete(seq);
      // What was merged into one entry cannot be told in parts.
      if (entries.some(({ kind }) => kind === "snapshot")) this.#recent = [];
      this.#broadcast(told);
    }
  }

  #broadcast(changes: readonly Delivered[]): void {
    this.#recent.push(...changes);
    if (this.#recent.length > KEPT) this.#recent = this.#recent.slice(-KEPT / 2);
    const authors = new Set(changes.map(({ from }) => from));
    const seq = changes.at(-1)?.seq ?? this.#seq;
    const whole = encodeChanges(
      seq,
      changes.map(({ bytes }) => bytes),
    );
    for (const connection of this.#inside) {
      if (!authors.has(connection)) {
        connection.send(whole);
        continue;
      }
      const others = changes.filter(({ from }) => from !== connection);
      if (others.length > 0) {
        connection.send(
          encodeChanges(
            seq,
            others.map(({ bytes }) => bytes),
          ),
        );
      }
    }
  }

  #tellPerson(person: Person, except: Connection | undefined): void {
    this.#sayToAll({ type: "person", person }, except);
  }
  #sayToAll(message: Parameters<Connection["say"]>[0], except?: Connection): void {
    const text = JSON.stringify(message);
    for (const connection of this.#inside) if (connection !== except) connection.send(text);
  }
}
