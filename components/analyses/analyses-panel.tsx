"use client";

import dynamic from "next/dynamic";

// The analyses and their charts come when somebody asks.
const AnalysesReader = dynamic(() => import("./analyses-reader.tsx").then((module) => module.AnalysesReader), {
  ssr: false,
  loading: () => <p className="p-4 text-muted">Loading…</p>,
});

/** What the numbers of the design say: latency, availability, capacity and the rest, beside the canvas. */
export function AnalysesPanel() {
  return <AnalysesReader />;
}
