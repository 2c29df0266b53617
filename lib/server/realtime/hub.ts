import type { Logger } from "pino";
import type { WebSocket } from "ws";
import type { Background } from "#lib/server/background.ts";
import type { Database } from "#lib/server/database/database.ts";
import { type Notice, notify, notifyAll } from "#lib/server/database/notice.ts";
import type { Door, StoredGroup } from "#lib/server/designs/door.ts";
import { readHead, readHeads, readLog } from "#lib/server/designs/log.ts";
import { AppError } from "#lib/server/errors.ts";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { randomId } from "#lib/server/random-id.ts";
import { readRules, rulesAround } from "#lib/server/workspaces/rules.ts";
import { CLOSE, type Hello, type Person, type Showing } from "#lib/sync/realtime-protocol.ts";
import { Bus } from "./bus.ts";
import { compareWithDatabase } from "./compare.ts";
import { Connection, type Reception } from "./connection.ts";
import { Room } from "./room.ts";
import type { Relay } from "./relay.ts";
import { type Admission, endedAmong, redeemTicket } from "./tickets.ts";

/** What live editing stands on. */
export interface HubContext {
  readonly database: Database;
  readonly door: Door;
  readonly background: Background;
  readonly log: Logger;
  /** Told when the database swallows everything, and when it answers again. */
  readonly silent: (isSilent: boolean) => void;
}

/** Most connections from one address, and through one share link. */
const MOST = { address: 512, link: 200 } as const;
/** How often rights, numbers and the other side of every connection are looked at, beside being told. */
const ROUND_MS = 10_000;
/** A process that was silent this long is gone, with everybody there; with the round in which it is noticed, within half a minute. */
const PROCESS_MS = 19_000;
/** How long changes that were announced are waited for before they are read from the log. */
const RELAY_MS = 50;
/** How often other processes are told what one person shows. */
const SHOW_ELSEWHERE_MS = 150;

interface Guest {
  readonly address: string;
}

/** Everybody who has a design open at this process, and the way between them, the log and the other processes. */
export class Hub implements Reception {
  readonly #database: Database;
  readonly #door: Door;
  readonly #background: Background;
  readonly #log: Logger;
  readonly #process: string;
  readonly #bus: Bus;
  readonly #rooms = new Map<string, Promise<Room>>();
  readonly #open = new Map<string, Room>();
  readonly #connections = new Map<Connection, Guest>();
  /** When another process was heard last. */
  readonly #processes = new Map<string, number>();
  readonly #shownElsewhere = new Map<string, NodeJS.Timeout>();
  /** How far designs are, as the other processes are to be told. */
  readonly #moved = new Map<string, Notice>();
  readonly #relay: Relay | undefined;
  readonly #stopListening: () => void;
  readonly #round: NodeJS.Timeout;
  #isStopping = false;
  #saidHere = 0;
  #noticeMs = 0;
  #isTellingMoved = false;

  /** `process` is the name under which this process announces itself on the bus; `relay` is a shorter way to the others, where there is one. */
  constructor({ database, door, background, log, silent }: HubContext, address: PostgresAddress, process: string, relay?: Relay) {
    this.#relay = relay;
    this.#database = database;
    this.#door = door;
    this.#background = background;
    this.#log = log;
    this.#process = process;
    this.#bus = new Bus(address, log, {
      onNotice: (notice) => this.#onNotice(notice),
      onLost: (isSilent) => {
        if (isSilent) silent(true);
        this.#closeAll("The database does not answer at the moment.");
      },
      onBack: () => {
        silent(false);
        this.#look();
      },
    });
    this.#stopListening = door.onStored((group) => this.#onStored(group));
    this.#round = setInterval(() => this.#look(), ROUND_MS).unref();
  }

  /** Starts to hear the other processes. */
  async start(): Promise<void> {
    this.#relay?.start(({ designId, generation, changes }) => {
      const room = this.#open.get(designId);
      if (room?.generation === generation) room.deliver(changes);
    });
    await this.#bus.start();
  }

  /** Sends everybody away, to come back to whoever answers then. */
  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    clearInterval(this.#round);
    for (const timer of this.#shownElsewhere.values()) clearTimeout(timer);
    this.#stopListening();
    this.#closeAll("The server stops.");
    if (this.#bus.isHeard) await notify(this.#database, { kind: "leaving", process: this.#process }).catch(() => undefined);
    this.#relay?.stop();
    await this.#bus.stop();
  }

  /** Number of connections. */
  get size(): number {
    return this.#connections.size;
  }

  /** Number of designs that somebody has open. */
  get openDesigns(): number {
    return this.#open.size;
  }
  /** Milliseconds that the last notice of this process took through the database and back. */
  get noticeMs(): number {
    return this.#noticeMs;
  }

  /** Whether one more connection from an address is welcome. */
  hasPlace(address: string): boolean {
    if (this.#isStopping) return false;
    let count = 0;
    for (const guest of this.#connections.values()) if (guest.address === address) count += 1;
    return count < MOST.address;
  }

  /** Takes over a socket. */
  connect(socket: WebSocket, address: string): void {
    this.#connections.set(new Connection(socket, this, this.#log), { address });
  }

  async admit(hello: Hello, connection: Connection): Promise<Admission | undefined> {
    // Without the bus nobody could be sent away in time.
    if (!this.#bus.isHeard) throw new AppError("unavailable", "The database does not answer at the moment.");
    const admission = await redeemTicket(this.#database, hello.ticket);
    if (admission === undefined) return undefined;
    const { designId, linkId } = admission;
    connection.admission = admission;
    if (linkId !== null && this.#through(linkId).length > MOST.link) {
      connection.close(CLOSE.many, "Too many people use this link at the moment.");
      return undefined;
    }
    for (;;) {
      const room = await this.#room(designId);
      if (room.generation !== hello.generation) {
        // Either the client or the room is behind; the database knows.
        const head = await readHead(this.#database, designId);
        if (head.generation !== hello.generation) {
          connection.close(CLOSE.replaced, "An older state took the place of the present one.");
          return undefined;
        }
        this.#dissolve(room);
        continue;
      }
      await room.enter(connection, admission, hello.since, randomId(12));
      // It may have gone, or been sent away, while the log was read.
      if (!this.#connections.has(connection)) room.leave(connection);
      else if (this.#open.get(designId) !== room) connection.close(CLOSE.later, "Come back.");
      else {
        this.#showElsewhere(designId, connection);
        return admission;
      }
      return undefined;
    }
  }

  async store(connection: Connection, updateId: string, bytes: Uint8Array): Promise<number> {
    const { admission } = connection;
    if (admission?.canEdit !== true) throw new AppError("forbidden", "This connection may only look.");
    const generation = this.#open.get(admission.designId)?.generation;
    return (
      await this.#door.append(admission.designId, {
        actor: admission.actor,
        linkId: admission.linkId,
        sessionId: admission.sessionId,
        updateId,
        change: bytes,
        generation,
        from: connection,
      })
    ).seq;
  }

  show(connection: Connection, showing: Showing): void {
    const designId = connection.admission?.designId ?? "";
    if (this.#open.get(designId)?.show(connection, showing) !== undefined) this.#showElsewhere(designId, connection);
  }

  leave(connection: Connection): void {
    this.#connections.delete(connection);
    const designId = connection.admission?.designId;
    const room = designId === undefined ? undefined : this.#open.get(designId);
    if (room === undefined || !room.inside.has(connection)) return;
    room.leave(connection);
    if (connection.person !== undefined) this.#tellOthers({ kind: "person", process: this.#process, designId: room.designId, id: connection.person.id });
    if (room.inside.size === 0) this.#dissolve(room);
  }

  #room(designId: string): Promise<Room> {
    let room = this.#rooms.get(designId);
    if (room === undefined) {
      room = this.#makeRoom(designId);
      this.#rooms.set(designId, room);
      room.then(
        (made) => this.#rooms.get(designId) === room && this.#open.set(designId, made),
        () => this.#rooms.get(designId) === room && this.#rooms.delete(designId),
      );
    }
    return room;
  }

  async #makeRoom(designId: string): Promise<Room> {
    const [head, rules] = await Promise.all([readHead(this.#database, designId), rulesAround(this.#database, designId)]);
    return new Room(designId, head, rules, (after) => readLog(this.#database, designId, head.generation, after));
  }

  #dissolve(room: Room): void {
    if (this.#open.get(room.designId) === room) {
      this.#open.delete(room.designId);
      this.#rooms.delete(room.designId);
    }
    for (const connection of room.inside) connection.close(CLOSE.replaced, "An older state took the place of the present one.");
  }

  #onStored(group: StoredGroup): void {
    const { designId, generation, changes } = group;
    const seq = changes.at(-1)?.seq ?? 0;
    if (this.#processes.size > 0) {
      this.#relay?.tell(group);
      this.#moved.set(designId, { kind: "design", process: this.#process, designId, generation, seq });
      void this.#tellMoved();
    }
    const room = this.#open.get(designId);
    if (room === undefined) return;
    if (room.generation === generation) room.deliver(changes);
    else this.#dissolve(room);
  }

  /**
   * Tells the others how far designs are, one statement at a time. Not within the transaction that stores changes: PostgreSQL lets only one
   * transaction with a notice commit at a time, so that designs would wait for each other's disk.
   */
  async #tellMoved(): Promise<void> {
    if (this.#isTellingMoved) return;
    this.#isTellingMoved = true;
    while (this.#moved.size > 0) {
      const notices = [...this.#moved.values()];
      this.#moved.clear();
      // Whoever was not told compares the numbers every ten seconds.
      await notifyAll(this.#database, notices).catch((error: unknown) => this.#log.warn({ err: error }, "other processes could not be told"));
    }
    this.#isTellingMoved = false;
  }

  #hearOf(process: string): void {
    const isNew = !this.#processes.has(process);
    this.#processes.set(process, performance.now());
    if (!isNew) return;
    // Before they knew of each other neither told the other anything.
    this.#tellOthers({ kind: "here", process: this.#process });
    this.#background.start(compareWithDatabase, {}, { compare: () => this.#compare() });
  }

  #onNotice(notice: Notice): void {
    if ("process" in notice && notice.process !== "" && notice.process !== this.#process && notice.kind !== "leaving") this.#hearOf(notice.process);
    switch (notice.kind) {
      case "design":
        return this.#onMoved(notice.designId, notice);
      case "gone":
        for (const connection of this.#open.get(notice.designId)?.inside ?? []) connection.close(CLOSE.gone, "The design was deleted.");
        return;
      case "comments":
        this.#open.get(notice.designId)?.tellComments();
        return;
      case "link":
        for (const connection of this.#through(notice.linkId)) connection.close(CLOSE.revoked, "The link was revoked.");
        return;
      case "user":
        for (const connection of this.#connections.keys()) if (connection.admission?.userId === notice.userId) connection.close(CLOSE.later, "Your session ended.");
        return;
      case "rules":
        return this.#onRules(notice.workspaceId);
      case "here":
        if (notice.process === this.#process) this.#noticeMs = performance.now() - this.#saidHere;
        return;
      case "leaving":
        return this.#forget(notice.process);
      case "person":
        if (notice.process !== this.#process) this.#onPerson(notice);
    }
  }

  #onMoved(designId: string, { process, generation, seq }: { readonly process: string; readonly generation: number; readonly seq: number }): void {
    const room = this.#open.get(designId);
    if (room === undefined) return;
    if (generation > room.generation) this.#dissolve(room);
    else if (generation < room.generation || seq <= room.seq) return;
    // What this process committed is delivered by the door, usually in this very moment.
    else if (process === this.#process) setTimeout(() => seq > room.seq && this.#catchUp(room, seq), 250).unref();
    // What another committed is on its way by the shorter one.
    else if (process !== "" && this.#relay?.isHeard === true) setTimeout(() => seq > room.seq && this.#catchUp(room, seq), RELAY_MS).unref();
    else this.#catchUp(room, seq);
  }

  #catchUp(room: Room, seq: number): void {
    room.catchUp(seq).catch((error: unknown) => {
      this.#log.error({ err: error, designId: room.designId }, "changes of another process could not be read");
      for (const connection of room.inside) connection.close(CLOSE.later, "The server cannot read the design at the moment.");
    });
  }

  #onRules(workspaceId: string): void {
    // What fails now is noticed in the next round.
    this.#tellRules(workspaceId).catch((error: unknown) => this.#log.error({ err: error, workspaceId }, "the rules of a workspace could not be read"));
  }

  /** Rooms that are just being made are told as well: they may have read before the change. */
  async #tellRules(workspaceId: string): Promise<void> {
    const rooms = await Promise.all([...this.#rooms.values()].map((room) => room.catch(() => undefined)));
    const inside = rooms.filter((room) => room?.rules.workspaceId === workspaceId);
    if (inside.length === 0) return;
    const rules = await readRules(this.#database, workspaceId);
    for (const room of inside) room?.tellRules(rules);
  }

  #onPerson({ designId, id, process, person }: Extract<Notice, { kind: "person" }>): void {
    const room = this.#open.get(designId);
    if (room === undefined) return;
    const isNew = person !== undefined && !room.people.some((known) => known.id === id);
    // Made by `#showElsewhere` of a process of the same version.
    room.showElsewhere(process, id, person as Person | undefined);
    if (isNew) for (const connection of room.inside) this.#showElsewhere(designId, connection);
  }

  #showElsewhere(designId: string, connection: Connection): void {
    const id = connection.person?.id;
    if (id === undefined || this.#processes.size === 0 || this.#shownElsewhere.has(id)) return;
    this.#shownElsewhere.set(
      id,
      setTimeout(() => {
        this.#shownElsewhere.delete(id);
        const { person } = connection;
        if (person !== undefined && this.#connections.has(connection)) this.#tellOthers({ kind: "person", process: this.#process, designId, id, person });
      }, SHOW_ELSEWHERE_MS).unref(),
    );
  }

  #tellOthers(notice: Notice): void {
    if (this.#processes.size === 0 && notice.kind !== "here") return;
    // What people show is gone in a moment; nothing depends on it.
    notify(this.#database, notice).catch(() => undefined);
  }

  #forget(process: string): void {
    this.#processes.delete(process);
    for (const room of this.#open.values()) room.forgetProcess(process);
  }

  /** Looks after everything that should have been told, in case it was not. */
  #look(): void {
    if (!this.#bus.isHeard || this.#isStopping) return;
    this.#saidHere = performance.now();
    this.#tellOthers({ kind: "here", process: this.#process });
    for (const [process, heard] of this.#processes) if (performance.now() - heard > PROCESS_MS) this.#forget(process);
    for (const connection of this.#connections.keys()) {
      if (!connection.isAlive) {
        connection.cut();
        continue;
      }
      connection.ping();
      connection.say({ type: "beat" });
    }
    this.#background.start(compareWithDatabase, {}, { compare: () => this.#compare() });
  }

  /** Compares with the database: numbers, and whether designs, links and sessions are still open. */
  async #compare(): Promise<void> {
    const rooms = [...this.#open.values()];
    if (rooms.length === 0) return;
    const designIds = rooms.map(({ designId }) => designId);
    const linkIds = [...new Set([...this.#connections.keys()].flatMap(({ admission }) => admission?.linkId ?? []))];
    const heads = await readHeads(this.#database, designIds);
    for (const { id, generation, seq } of heads) this.#onMoved(id, { process: "", generation, seq });
    const renewed = heads.filter(({ id, rulesVersion }) => rulesVersion > (this.#open.get(id)?.rules.version ?? Infinity));
    for (const workspaceId of new Set(renewed.map((head) => head.workspaceId))) this.#onRules(workspaceId);
    const sessionIds = [...new Set([...this.#connections.keys()].flatMap(({ admission }) => admission?.sessionId ?? []))];
    const ended = await endedAmong(this.#database, designIds, linkIds, sessionIds);
    for (const designId of ended.designs) this.#onNotice({ kind: "gone", designId });
    for (const linkId of ended.links) this.#onNotice({ kind: "link", linkId });
    for (const sessionId of ended.sessions) this.#endSession(sessionId);
  }

  #endSession(sessionId: string): void {
    for (const connection of this.#connections.keys()) if (connection.admission?.sessionId === sessionId) connection.close(CLOSE.later, "Your session ended.");
  }

  #through(linkId: string): readonly Connection[] {
    return [...this.#connections.keys()].filter(({ admission }) => admission?.linkId === linkId);
  }

  #closeAll(reason: string): void {
    for (const connection of this.#connections.keys()) connection.close(CLOSE.later, reason);
    this.#open.clear();
    this.#rooms.clear();
  }
}
