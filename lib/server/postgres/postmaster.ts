import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";

const PROCESS_FILE = "postmaster.pid";

/**
 * Process id of the PostgreSQL that runs on a data folder, or undefined when none does.
 * The number in PostgreSQL's own file is not believed alone: after a crash it may belong to any process.
 */
export function postmasterOf(data: string): number | undefined {
  const pid = recordedPid(data);
  return pid !== undefined && runsOn(pid, data) ? pid : undefined;
}

/**
 * Removes the process files that a crash left, in the data folder and beside the socket, where their number meanwhile belongs to another living process,
 * or to one that ended and was never collected: PostgreSQL would refuse to start. In every other case PostgreSQL itself knows best what to do with them.
 */
export function removeMisleadingProcessFiles(data: string, socket: string): void {
  for (const file of [join(data, PROCESS_FILE), ...socketLocks(socket)]) {
    const pid = pidIn(file);
    if (pid !== undefined && isAlive(pid) && !runsOn(pid, data)) rmSync(file, { force: true });
  }
}

function socketLocks(socket: string): string[] {
  try {
    return readdirSync(socket)
      .filter((name) => /^\.s\.PGSQL\.\d+\.lock$/u.test(name))
      .map((name) => join(socket, name));
  } catch {
    return [];
  }
}

const recordedPid = (data: string): number | undefined => pidIn(join(data, PROCESS_FILE));

function pidIn(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function runsOn(pid: number, data: string): boolean {
  try {
    // A server works inside its data folder; one that ended and was not yet collected by its parent has no folder any more.
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
    if (process.platform === "win32") return isAlive(pid);
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(data);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
