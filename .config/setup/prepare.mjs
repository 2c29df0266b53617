import process from "node:process";
import { ensureBuilt } from "./build.mjs";
import { ensureGenerated } from "./generate.mjs";
import { ensureInstalled } from "./install.mjs";
import { ensureNode } from "./node-runtime.mjs";
import { exitOnSignals, failSetup, speakOn } from "./progress.mjs";

/*
 * `npm run build`: makes the clone ready to serve and serves nothing, for images and for machines that start Lintel by themselves:
 * from then on `node lib/server/main.ts` is the server.
 */
speakOn(process.stdout);
exitOnSignals();
try {
  await ensureInstalled();
  const node = await ensureNode();
  await ensureGenerated(node);
  await ensureBuilt(node);
} catch (error) {
  failSetup(error);
}
