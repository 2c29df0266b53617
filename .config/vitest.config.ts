import { defineConfig } from "vitest/config";

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: { include: ["lib/**/*.test.ts", "components/**/*.test.ts"], environment: "node", testTimeout: 20_000, hookTimeout: 60_000 },
});
