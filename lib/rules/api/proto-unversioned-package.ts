import type { Component } from "#lib/model/component.ts";
import type { Api } from "#lib/model/contract.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, apiName, apiTarget, checkApis, offersGrpc, updateApi } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly api: string; readonly name?: string };

const VERSIONED = /(?:^|\.)v\d+(?:(?:alpha|beta)\d*)?$/u;

/** The package with the version at its end; named after the component when it has no name yet. */
function versionedPackage(api: Api, component: Component): string {
  const version = `.v${api.major ?? 1}`;
  const name = api.package || component.id.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "_");
  return `${name.slice(0, LINE_LIMIT - version.length)}${version}`;
}

const check: ApiCheck<Data> = (api, component) => {
  if (!offersGrpc(api) || (api.package !== undefined && VERSIONED.test(api.package))) return undefined;
  return finding({ target: apiTarget(component, api), property: "apis", data: { api: apiName(api), ...(api.package && { name: api.package }) } });
};

const shop = sketch().service("order").call("order", "stock", { protocol: "grpc" });
const api = (name: string | undefined) => ({
  apis: [{ id: "stock-api", style: "grpc" as const, ...(name && { package: name }), rpcs: [{ id: "checkStock", name: "CheckStock" }] }],
});

export const protoUnversionedPackage = defineRule<Data>({
  id: "api/proto-unversioned-package",
  title: "Protobuf package without a version",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) =>
    data.name === undefined
      ? `${index.nameOf(element.id)} names no package for ${data.api}.`
      : `The package ${data.name} of ${index.nameOf(element.id)} does not end in a version.`,
  why: "The package is part of every method's address; without a version in it a breaking change has no place to go beside the old one.",
  remedy: "End the package in .v1, and put the next major version into a package of its own.",
  sources: ["004 §2.3", "002 Workflow 3"],
  needs: ["api.package"],
  fix: {
    title: "Append the version to the package",
    apply: (design, found, context) =>
      updateApi(design, found, context, (one) => {
        const component = context.index.component(found.element.id);
        return component ? { package: versionedPackage(one, component) } : {};
      }),
  },
  examples: {
    bad: [
      { title: "No version", sketch: shop.service("stock", api("shop.stock")) },
      { title: "No package", sketch: shop.service("stock", api(undefined)) },
    ],
    good: [{ title: "Version 1 beside which a second can stand", sketch: shop.service("stock", api("shop.stock.v1")) }],
  },
});
