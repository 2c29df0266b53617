/** What the pages and routes may ask of the running server. */
export interface ServerRuntime {
  /** Where browsers reach the server, when somebody has said it. */
  publicUrl(): string | undefined;
  /** Answers a request to `/api/v1/…`. */
  handleApi(request: Request): Promise<Response>;
  /** Whether the database answers. */
  isReady(): Promise<boolean>;
  /** Where whoever makes the present request should go first: to the designs, or to signing in, or to setting up. */
  startPage(cookies: string | null): Promise<"/designs" | "/sample" | "/sign-in" | "/setup">;
}

/*
 * Next bundles what a route imports; the server itself runs from source. The two meet here and nowhere else: so there is one
 * database pool and one copy of every class, and building never loads the database.
 */
const place = globalThis as { lintelServer?: ServerRuntime };

/** Puts the running server where the routes find it. */
export function provideRuntime(runtime: ServerRuntime): void {
  place.lintelServer = runtime;
}

/** The running server; only there while requests are answered, never while building. */
export function serverRuntime(): ServerRuntime {
  if (place.lintelServer === undefined) throw new Error("Lintel's pages need Lintel's own server: run npm start, or npm run dev.");
  return place.lintelServer;
}
