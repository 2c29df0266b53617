import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StartError } from "#lib/server/start-error.ts";

/** Where a server listens, and the variable that says so. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly variable: string;
}

/** Lets a server listen; returns its address as a person would write it. */
export function listen(server: Server, { host, port, variable }: Place): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject("code" in error && error.code === "EADDRINUSE" ? new PortTakenError(port, variable) : error));
    server.listen(port, host, () => {
      // A server that listens on TCP has an address of this form.
      const { port: actual } = server.address() as AddressInfo;
      const name = host === "0.0.0.0" || host === "::" || host === "127.0.0.1" ? "localhost" : host.includes(":") ? `[${host}]` : host;
      resolve(`http://${name}:${actual}`);
    });
  });
}

/** Another program listens where we would. */
class PortTakenError extends StartError {
  constructor(port: number, variable: string) {
    super(`Port ${port} is used by another program. Choose another one: ${variable}=${port + 1} npm start`);
  }
}
