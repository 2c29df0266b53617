import { once } from "node:events";
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Server, type Socket } from "node:net";

/** What a proxy does with what comes. */
export type Weather =
  /** Passes everything on. */
  | "clear"
  /** Lets nobody in, and cuts who was. */
  | "refusing"
  /** Takes everything and passes nothing on, without a word: a network that lost its way. */
  | "swallowing"
  /** Passes questions on and swallows the answers. */
  | "answerless";

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Something was swallowed: what follows would make no sense to either side. */
  isBroken: boolean;
}

/** A small TCP proxy of loopback that delays, cuts and swallows. */
export class Proxy {
  readonly #server: Server;
  readonly #target: () => NetConnectOpts;
  readonly #pairs = new Set<Pair>();
  #weather: Weather = "clear";
  /** Milliseconds by which answers are late. */
  delayMs = 0;

  private constructor(target: () => NetConnectOpts) {
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: false }, (near) => this.#take(near));
  }

  /** Starts a proxy; the target is asked for with every connection. */
  static async start(target: () => NetConnectOpts): Promise<Proxy> {
    const proxy = new Proxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get port(): number {
    // A server that listens on TCP has an address of this form.
    return (this.#server.address() as AddressInfo).port;
  }
  get weather(): Weather {
    return this.#weather;
  }
  set weather(weather: Weather) {
    this.#weather = weather;
    if (weather === "refusing") this.cut();
  }

  /** Ends every connection at once. */
  cut(): void {
    for (const { near, far } of this.#pairs) {
      near.destroy();
      far.destroy();
    }
  }
  async stop(): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, "close");
  }

  #take(near: Socket): void {
    near.on("error", () => undefined);
    if (this.#weather === "refusing") {
      near.resetAndDestroy();
      return;
    }
    const far = connect(this.#target());
    const pair: Pair = { near, far, isBroken: false };
    this.#pairs.add(pair);
    far.on("error", () => near.destroy());
    near.on("data", (data) => this.#pass(pair, far, data, this.#weather !== "swallowing", 0));
    far.on("data", (data) => this.#pass(pair, near, data, this.#weather === "clear", this.delayMs));
    near.on("close", () => far.destroy());
    far.on("close", () => {
      this.#pairs.delete(pair);
      // A network that swallows does not tell of the end either.
      if (this.#weather === "clear" && !pair.isBroken) near.destroy();
    });
  }

  #pass(pair: Pair, to: Socket, data: Buffer, passes: boolean, delay: number): void {
    if (!passes) pair.isBroken = true;
    if (pair.isBroken && (!passes || this.#weather === "clear")) return;
    if (delay === 0) to.write(data);
    else setTimeout(() => to.write(data), delay);
  }
}
