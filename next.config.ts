import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // `npm run check` looks at the types of everything; whoever only starts the product need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // The server runs from source beside the built pages (lib/server/runtime.ts): one copy of Yjs for both, or its type checks fail.
  serverExternalPackages: ["yjs"],
};

export default config;
