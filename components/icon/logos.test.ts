import * as simpleIcons from "simple-icons";
import { expect, test } from "vitest";
import { TECHNOLOGIES } from "#lib/catalog/technologies.ts";
import { LOGOS } from "./logos.ts";

test("the logos are those of the catalogue; run node components/icon/make-logos.ts after changing it", () => {
  const paths = new Map(Object.values(simpleIcons).map(({ slug, path }) => [slug, path]));
  const wanted = Object.fromEntries(TECHNOLOGIES.flatMap(({ icon }) => (icon === undefined ? [] : [[icon, paths.get(icon)]])));
  expect(LOGOS).toEqual(wanted);
});
