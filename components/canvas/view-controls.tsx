"use client";

import { Map as MapIcon, Maximize, Minus, Network, Plus, X } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "#components/ui/button.tsx";
import type { Camera, Insets } from "./camera.ts";
import { useLayout } from "./layout/use-layout.ts";
import { Minimap } from "./minimap.tsx";
import type { Scene } from "./scene.ts";

interface ViewControlsProps {
  readonly camera: Camera;
  readonly scene: Scene;
  readonly insets: Insets;
  readonly readOnly: boolean;
}

/** Zoom, fit, tidy up and the minimap, in the corner. */
export function ViewControls({ camera, scene, insets, readOnly }: ViewControlsProps) {
  const zoom = useZoom(camera);
  const layout = useLayout();
  const [map, setMap] = useState(false);
  return (
    <div data-canvas-ui className="absolute z-10 flex flex-col items-end gap-2" style={{ right: insets.right + 12, bottom: insets.bottom + 12 }}>
      {map ? <Minimap camera={camera} scene={scene} /> : null}
      {layout.running ? (
        <div role="status" className="flex h-8 items-center gap-2 rounded-md border border-line bg-raised pr-1 pl-3 text-sm text-muted shadow-card">
          <span className="size-3 animate-spin rounded-full border-2 border-line-strong border-t-accent" aria-hidden />
          Laying out…
          <IconButton size="sm" label="Cancel the layout" onClick={layout.cancel}>
            <X aria-hidden size={14} />
          </IconButton>
        </div>
      ) : null}
      <div role="toolbar" aria-label="View" className="flex items-center rounded-md border border-line bg-raised/90 p-0.5 shadow-card">
        {readOnly ? null : (
          <IconButton
            size="sm"
            label="Tidy up the layout"
            shortcut="mod+shift+l"
            tooltipSide="top"
            disabled={layout.running || scene.cards.size === 0}
            onClick={() => void layout.run()}
          >
            <Network aria-hidden size={15} />
          </IconButton>
        )}
        <IconButton size="sm" label={map ? "Hide the minimap" : "Show the minimap"} tooltipSide="top" aria-pressed={map} onClick={() => setMap(!map)}>
          <MapIcon aria-hidden size={15} />
        </IconButton>
        <IconButton size="sm" label="Fit everything" shortcut="1" tooltipSide="top" onClick={() => camera.fit(scene.bounds, insets)}>
          <Maximize aria-hidden size={15} />
        </IconButton>
        <span aria-hidden className="mx-0.5 h-4 w-px bg-line" />
        <IconButton size="sm" label="Zoom out" shortcut="-" tooltipSide="top" onClick={() => camera.zoomBy(0.8)}>
          <Minus aria-hidden size={15} />
        </IconButton>
        <button
          type="button"
          className="h-7 w-11 rounded-md text-center text-sm text-muted tabular-nums hover:bg-hover hover:text-text"
          aria-label={`Zoom ${zoom} percent; back to 100 percent`}
          onClick={() => camera.zoomTo(1)}
        >
          {zoom}%
        </button>
        <IconButton size="sm" label="Zoom in" shortcut="+" tooltipSide="top" onClick={() => camera.zoomBy(1.25)}>
          <Plus aria-hidden size={15} />
        </IconButton>
      </div>
    </div>
  );
}

/** The zoom in percent, written when the view has come to rest so that moving it stays smooth. */
function useZoom(camera: Camera): number {
  const [percent, setPercent] = useState(100);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => setPercent(Math.round(camera.view.zoom * 100));
    show();
    const stop = camera.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(show, 60);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [camera]);
  return percent;
}
