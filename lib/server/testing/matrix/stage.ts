import type { ServerContext } from "#lib/server/context.ts";
import { DEFAULT_WORKSPACE } from "#lib/server/database/instance.ts";
import { testDatabases } from "#lib/server/testing/databases.ts";
import { type LiveServer, startLiveServer } from "#lib/server/testing/live-server.ts";
import { Ledger } from "./ledger.ts";
import { type Bearer, type Principal, PRINCIPALS, PRINCIPALS_ALONE } from "./principals.ts";
import { Rows } from "./rows.ts";
import { STATES } from "./states.ts";
import type { Neighbours } from "./forgeries.ts";
import { addWorkspace as addOwnWorkspace, addWorld, type Workspace, type World } from "./world.ts";

/** Somebody in a world, about to call. */
export interface Scene {
  readonly name: string;
  readonly world: World;
  readonly bearer: Bearer;
}

/** A server on a database of its own, on which calls are tried. */
export interface Stage {
  readonly context: ServerContext;
  /** The process on which people have designs open. */
  readonly server: LiveServer;
  /** Starts another process on the same database. */
  startAnother(): Promise<LiveServer>;
  readonly ledger: Ledger;
  /** Writes worlds, each with whoever is named, and returns one scene for each of them. */
  prepare(worlds: readonly { readonly state: string; readonly who: readonly string[] }[]): Promise<readonly Scene[]>;
  /** Writes a world with whoever is named, and one like it beside it: in the same workspace, and in another. */
  prepareNeighbours(who: readonly string[]): Promise<{ readonly scenes: readonly Scene[] } & Neighbours>;
  close(): Promise<void>;
}

/** The two ways to run a server, and who calls there. */
export const MODES: Readonly<Record<string, Readonly<Record<string, Principal>>>> = { "with accounts": PRINCIPALS, "without accounts": PRINCIPALS_ALONE };

/** Calls at the same moment; more would wait for the database longer than a transaction may take. */
const AT_ONCE = 8;

/** Opens a server in one of the modes. */
export async function openStage(mode: string): Promise<Stage> {
  const [database] = await testDatabases();
  if (database === undefined) throw new Error("There is no database to test on.");
  const principals = MODES[mode] ?? {};
  const hasAccounts = principals === PRINCIPALS;
  const mail = { url: "smtp://127.0.0.1:9", from: "lintel@example.org" };
  const accounts = hasAccounts ? { isSignUpOpen: false, publicUrl: "http://localhost", mail, oidc: undefined } : undefined;
  const opened = await database.open();
  const server = await startLiveServer(opened.address, { accounts });
  const { context } = server.store;
  const ledger = await Ledger.open(opened.address);
  // Without accounts there is one workspace for all, which is there already.
  const addWorkspace = (rows: Rows): Workspace => (hasAccounts ? addOwnWorkspace(rows) : { id: DEFAULT_WORKSPACE, title: "Workspace" });
  const enter = (rows: Rows, world: World, who: readonly string[]): Scene[] => who.map((name) => ({ name, world, bearer: entering(principals, name)(rows, world) }));
  return {
    context,
    server,
    startAnother: () => startLiveServer(opened.address, { accounts }),
    ledger,
    prepare: async (worlds) => {
      const rows = new Rows();
      const scenes = worlds.flatMap(({ state, who }) => {
        const world = addWorld(rows, addWorkspace(rows));
        const inside = enter(rows, world, who);
        STATES[state]?.make(world);
        return inside;
      });
      await rows.write(context.database);
      return scenes;
    },
    prepareNeighbours: async (who) => {
      const rows = new Rows();
      const workspace = addWorkspace(rows);
      const [own, sibling, foreign] = [addWorld(rows, workspace), addWorld(rows, workspace), addWorld(rows, addWorkspace(rows))];
      const scenes = enter(rows, own, who);
      await rows.write(context.database);
      return { scenes, own, sibling, foreign };
    },
    close: async () => {
      await ledger.close();
      await server.close();
      await opened.close();
    },
  };
}

function entering(principals: Readonly<Record<string, Principal>>, name: string): Principal {
  const principal = principals[name];
  if (principal === undefined) throw new Error(`Nobody is called "${name}": say in testing/matrix/principals.ts how such a one calls.`);
  return principal;
}

/** Does something for each of many, a few at once; answers in their order. */
export async function forEach<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [index, item] of waiting) results[index] = await act(item);
    }),
  );
  return results;
}
