import { createStore, type StoreApi } from "zustand/vanilla";
import type { Person, Showing } from "#lib/sync/realtime-protocol.ts";

/** How changes of others arrive: at once, when asked for now and then, or not at all. */
export type Liveness = "off" | "live" | "asking";

/** Who has the design open. */
export interface PresenceState {
  readonly liveness: Liveness;
  readonly self: Person | undefined;
  /** Everybody else, in the order of their numbers. */
  readonly others: readonly Person[];
  /** The person whose view this one follows. */
  readonly following: string | undefined;
  /** The name that the others see. */
  readonly name: string | undefined;
}

/** What is sent to the others, at most so often. */
const SHOW_EVERY_MS = 50;
/** A cursor that rests this long is no longer shown. */
const IDLE_MS = 8_000;

/** How many colours people have. */
const COLOURS = 12;

/** Number of a person's colour, from 1. */
export const colourOf = ({ number }: Pick<Person, "number">): number => ((number - 1) % COLOURS) + 1;

/** What a person is called: as the account says, or as they chose, or by number. */
export function nameOf({ name, showing, number, canEdit }: Person): string {
  return name ?? showing?.name ?? `${canEdit ? "Guest" : "Viewer"} ${number}`;
}

/** Who else is there, and what this person shows of oneself. Nothing of it is kept. */
export class Presence {
  readonly state: StoreApi<PresenceState>;
  #send: (showing: Showing) => void = () => undefined;
  #shown: Partial<Omit<Showing, "name">> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #last = "";

  /** `name` is what this person called oneself before. */
  constructor(name?: string) {
    this.state = createStore<PresenceState>(() => ({ liveness: "off", self: undefined, others: [], following: undefined, name }));
  }

  /** Says how what is shown reaches the others. */
  sendWith(send: (showing: Showing) => void): void {
    this.#send = send;
  }
  /** Says how changes of others arrive. */
  become(liveness: Liveness): void {
    if (liveness === this.state.getState().liveness) return;
    this.state.setState(liveness === "live" ? { liveness } : { liveness, self: undefined, others: [], following: undefined });
  }
  /** A connection was made. */
  welcome(self: Person, people: readonly Person[]): void {
    this.#last = "";
    this.state.setState({ self, others: inOrder(people.filter(({ id }) => id !== self.id)) });
    this.become("live");
    this.#showSoon();
  }
  /** Somebody came or shows something else. */
  put(person: Person): void {
    const { self, others } = this.state.getState();
    if (person.id !== self?.id) this.state.setState({ others: inOrder([...others.filter(({ id }) => id !== person.id), person]) });
  }
  /** Somebody left. */
  remove(id: string): void {
    const { others, following } = this.state.getState();
    this.state.setState({ others: others.filter((person) => person.id !== id), following: following === id ? undefined : following });
  }

  /** Shows the pointer's place on the canvas; nothing when it left. */
  point(cursor: Showing["cursor"]): void {
    clearTimeout(this.#idle);
    if (cursor) this.#idle = setTimeout(() => this.point(undefined), IDLE_MS);
    this.#show({ cursor: cursor && { x: Math.round(cursor.x), y: Math.round(cursor.y) } });
  }
  /** Shows what is selected. */
  select(selection: readonly string[]): void {
    this.#show({ selection: selection.slice(0, 50) });
  }
  /** Shows the part of the canvas in view. */
  look(view: Showing["view"]): void {
    this.#show({ view: view && { x: Math.round(view.x), y: Math.round(view.y), width: Math.round(view.width), height: Math.round(view.height) } });
  }
  /** Chooses the name that the others see; an empty one is none. */
  rename(name: string): void {
    this.state.setState({ name: name.trim().slice(0, 60) || undefined });
    this.#showSoon();
  }
  /** Follows the view of a person; nothing ends it. */
  follow(id: string | undefined): void {
    if (id !== this.state.getState().following) this.state.setState({ following: id });
  }

  /** Stops. */
  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#idle);
    this.become("off");
  }

  #show(part: Partial<Omit<Showing, "name">>): void {
    this.#shown = { ...this.#shown, ...part };
    this.#showSoon();
  }
  #showSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const { self, name, liveness } = this.state.getState();
      // Whoever may only look shows nothing: the server would end the connection.
      if (liveness !== "live" || self?.canEdit !== true) return;
      const showing: Showing = { name: self.name ?? name ?? `Guest ${self.number}`, ...this.#shown };
      const text = JSON.stringify(showing);
      if (text === this.#last) return;
      this.#last = text;
      this.#send(showing);
    }, SHOW_EVERY_MS);
  }
}

const inOrder = (people: readonly Person[]): readonly Person[] => people.toSorted((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1));
