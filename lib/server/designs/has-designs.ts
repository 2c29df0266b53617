import { serverRuntime } from "#lib/server/runtime.ts";

/** Whether whoever makes the present request has designs to open. */
export const hasDesigns = (): Promise<boolean> => serverRuntime().hasDesigns();
