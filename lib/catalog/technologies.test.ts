import * as simpleIcons from "simple-icons";
import { describe, expect, test } from "vitest";
import { TECHNOLOGIES, technologyIn } from "./technologies.ts";

describe("technologies", () => {
  test("ids are unique", () => {
    expect(new Set(TECHNOLOGIES.map(({ id }) => id)).size).toBe(TECHNOLOGIES.length);
  });

  test("no spelling names two technologies", () => {
    const owners = new Map<string, string>();
    for (const { id, name, aliases } of TECHNOLOGIES) {
      for (const spelling of new Set([name.toLowerCase(), id, ...aliases])) {
        expect(owners.get(spelling) ?? id, spelling).toBe(id);
        owners.set(spelling, id);
      }
    }
  });

  test("every logo exists in simple-icons", () => {
    const slugs = new Set(Object.values(simpleIcons).map(({ slug }) => slug));
    const missing = TECHNOLOGIES.filter(({ icon }) => icon !== undefined && !slugs.has(icon)).map(({ id }) => id);
    expect(missing).toEqual([]);
  });

  test("every technology is found by its name, by its id and by each alias", () => {
    for (const technology of TECHNOLOGIES) {
      for (const spelling of [technology.name, technology.name.toUpperCase(), technology.id, ...technology.aliases]) {
        expect(technologyIn(`the ${spelling} service`)?.id, spelling).toBe(technology.id);
      }
    }
  });
});

describe("technologyIn", () => {
  test.each([
    ["PostgreSQL Primary", "postgresql"],
    ["Orders DB (Postgres 15)", "postgresql"],
    ["Redis Cluster", "redis"],
    ["Redis Streams", "redisstreams"],
    ["Kafka Streams app", "kafkastreams"],
    ["Topic: orders [Kafka]", "kafka"],
    ["Azure SQL Database", "sqlserver"],
    ["AWS Lambda<br/>resize", "lambda"],
    ["built with Node.js.", "nodejs"],
    ["C# worker", "dotnet"],
    ["Order service (Go)", "go"],
    ["Go service", "go"],
    [".NET API", "dotnet"],
    ["spring-boot", "spring"],
    ["ordersPostgres", "postgresql"],
    ["my_redis_cache", "redis"],
  ])("%s is %s", (text, id) => {
    expect(technologyIn(text)?.id).toBe(id);
  });

  test.each(["Gopher service", "Kafkaesque", "Payment", "", "   ", "reactor", "Category list", "Expression", "Amazon", "Express shipping", "Go to checkout", "Spring sale"])(
    "%s names none",
    (text) => {
      expect(technologyIn(text)).toBeUndefined();
    },
  );

  test("a hostile text is answered at once", () => {
    const started = performance.now();
    technologyIn("a".repeat(1_000_000));
    technologyIn("kafka ".repeat(200_000));
    technologyIn(".".repeat(500_000));
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
