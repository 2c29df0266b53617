"use client";

import dynamic from "next/dynamic";

// Forms, figures and the play of sagas come when somebody asks.
const FlowsAndSagas = dynamic(() => import("./flows-and-sagas.tsx").then((module) => module.FlowsAndSagas), {
  ssr: false,
  loading: () => <p className="p-4 text-muted">Loading…</p>,
});

/** The ways through the design beside the canvas: flows and the sagas that some of them are. */
export function FlowsPanel() {
  return <FlowsAndSagas />;
}
