import { defineConfig } from "vitest/config";

const PROCESSES = "**/*.process.test.ts";

/** Two projects: `units` needs nothing but the packages and a PostgreSQL; `processes` starts the built product. */
export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    environment: "node",
    setupFiles: [new URL("seed-fuzz.ts", import.meta.url).pathname],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "units", include: ["lib/**/*.test.ts", "components/**/*.test.ts"], exclude: [PROCESSES] } },
      { extends: true, test: { name: "processes", include: [`lib/${PROCESSES}`], testTimeout: 120_000, fileParallelism: false } },
    ],
  },
});
