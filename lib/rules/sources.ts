/** The five checklists that the rules come from; a source such as `000 §6` names one of them and its section. */
const SOURCES = {
  "000": "Distributed-systems engineer's checklist: boundaries, communication, sagas, messaging, resilience, caching, mesh, observability, and a serverless platform",
  "001": "Service builder's checklist: approaches, principles and anti-patterns of microservices",
  "002": "Backend architect's checklist: decision matrix, service boundaries, resilience, caching, authentication, observability",
  "003": "Core backend architect's checklist: design steps, edge cases, output sections, two worked designs",
  "004": "System design expert's checklist: API, schema and architecture practice, collaboration and review",
} as const;

/** The checklist that a source such as `000 §6 Timeout Everywhere` is from, in words. */
export const checklistOf = (source: string): string | undefined => Object.entries(SOURCES).find(([id]) => source.startsWith(id))?.[1];
