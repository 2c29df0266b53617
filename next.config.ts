import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ["@prisma/adapter-pg", "pg", "pino", "@prisma/schema-engine-wasm"],
};

export default config;
