import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { StartError } from "#lib/server/start-error.ts";

/** The user of the operating system under which PostgreSQL runs. */
export interface Account {
  readonly name: string;
  /** Given to every program of PostgreSQL that is started; undefined when it is our own user. */
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * PostgreSQL refuses to run as root. When we are root it runs as the owner of the given folder, else as the user made for it, else as nobody.
 * @param folder the clone, usually owned by whoever works in it
 */
export function postgresAccount(folder: string): Account {
  if (process.getuid?.() !== 0) return { name: "ourselves", ids: undefined };
  const users = accounts();
  const owner = statSync(folder).uid;
  const user = users.find(({ uid }) => uid !== 0 && uid === owner) ?? users.find(({ name }) => name === "postgres") ?? users.find(({ name }) => name === "nobody");
  if (user === undefined)
    throw new StartError("PostgreSQL does not run as root, and this machine has no other user to run it as. Start Lintel as another user, or set DATABASE_URL.");
  return { name: user.name, ids: { uid: user.uid, gid: user.gid } };
}

function accounts(): readonly { readonly name: string; readonly uid: number; readonly gid: number }[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid, gid }) => name !== "" && Number.isInteger(uid) && Number.isInteger(gid));
}

/** Whether the account may enter a folder: asked of the system, which knows about access lists and mounts. */
export function canEnter({ ids }: Account, folder: string): boolean {
  if (ids === undefined) return true;
  return spawnSync("/bin/sh", ["-c", 'cd -- "$0"', folder], { ...ids, cwd: "/", stdio: "ignore" }).status === 0;
}
