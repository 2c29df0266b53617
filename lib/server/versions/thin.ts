import type { Database } from "#lib/server/database/database.ts";

/**
 * Until which age automatic versions are all kept, one for each hour, and one for each day; older ones are one for each week.
 * Named and restored versions stay.
 */
const KEPT_ALL_HOURS = 24;
const HOURLY_DAYS = 7;
const DAILY_DAYS = 90;

/** Thins automatic versions out; the one that stays of an hour, day or week is the last, and tells the authors of the others too. */
export async function thinVersions(database: Database): Promise<void> {
  await database.$executeRaw`
    WITH aged AS (
      SELECT "designId", "seq", "authors", CASE
        WHEN "createdAt" > now() - make_interval(hours => ${KEPT_ALL_HOURS}::int) THEN 'seq ' || "seq"
        WHEN "createdAt" > now() - make_interval(days => ${HOURLY_DAYS}::int) THEN 'hour ' || date_trunc('hour', "createdAt", 'UTC')
        WHEN "createdAt" > now() - make_interval(days => ${DAILY_DAYS}::int) THEN 'day ' || date_trunc('day', "createdAt", 'UTC')
        ELSE 'week ' || date_trunc('week', "createdAt", 'UTC') END AS "span"
      FROM "DesignVersion" WHERE "kind" = 'automatic'
    ), span AS (
      SELECT "designId", "span", max("seq") AS "last" FROM aged GROUP BY "designId", "span" HAVING count(*) > 1
    ), gone AS (
      DELETE FROM "DesignVersion" version USING aged, span
      WHERE aged."designId" = span."designId" AND aged."span" = span."span" AND aged."seq" < span."last"
        AND version."designId" = aged."designId" AND version."seq" = aged."seq" AND version."kind" = 'automatic'
      RETURNING version."designId", span."last", version."authors"
    ), told AS (
      SELECT gone."designId", gone."last", array_agg(DISTINCT author) AS "authors" FROM gone, unnest(gone."authors") author GROUP BY gone."designId", gone."last"
    )
    UPDATE "DesignVersion" version SET "authors" = (SELECT array_agg(DISTINCT author ORDER BY author) FROM unnest(version."authors" || told."authors") author)
    FROM told WHERE version."designId" = told."designId" AND version."seq" = told."last"`;
}
