// Made by .config/embed-examples.ts from the files beside it; a test compares them.

/** Designs as JSON, carried in the program: neither browser nor CLI has to find a file. */
export const EMBEDDED = {
  "blank": "{\"lintel\":1,\"id\":\"untitled\",\"title\":\"Untitled design\",\"boundaries\":[],\"components\":[],\"connections\":[],\"flows\":[],\"sagas\":[],\"alerts\":[],\"decisions\":[],\"waivers\":[],\"checklist\":[]}",
  "event-driven": "{\"lintel\":1,\"id\":\"untitled\",\"title\":\"Untitled design\",\"boundaries\":[],\"components\":[],\"connections\":[],\"flows\":[],\"sagas\":[],\"alerts\":[],\"decisions\":[],\"waivers\":[],\"checklist\":[]}",
  "modular-monolith": "{\"lintel\":1,\"id\":\"untitled\",\"title\":\"Untitled design\",\"boundaries\":[],\"components\":[],\"connections\":[],\"flows\":[],\"sagas\":[],\"alerts\":[],\"decisions\":[],\"waivers\":[],\"checklist\":[]}",
  "order-management": "{\"lintel\":1,\"id\":\"untitled\",\"title\":\"Untitled design\",\"boundaries\":[],\"components\":[],\"connections\":[],\"flows\":[],\"sagas\":[],\"alerts\":[],\"decisions\":[],\"waivers\":[],\"checklist\":[]}",
  "sample": "{\"lintel\":1,\"id\":\"untitled\",\"title\":\"Untitled design\",\"boundaries\":[],\"components\":[],\"connections\":[],\"flows\":[],\"sagas\":[],\"alerts\":[],\"decisions\":[],\"waivers\":[],\"checklist\":[]}",
  "serverless": "{\"lintel\":1,\"id\":\"untitled\",\"title\":\"Untitled design\",\"boundaries\":[],\"components\":[],\"connections\":[],\"flows\":[],\"sagas\":[],\"alerts\":[],\"decisions\":[],\"waivers\":[],\"checklist\":[]}",
} as const;
