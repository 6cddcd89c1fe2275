import { useEffect, useRef, type RefObject } from 'react';
import type { ViewBounds } from '../../../shared/contract/launch.ts';
import { hideLaunchView, placeLaunchView, showLaunchView } from '../../store/launch-store.ts';
import { useRemovalStore } from '../../store/removal-store.ts';
import { useTerminalPanelStore } from '../../store/terminal-panel-store.ts';

/**
 * Keeps the notebook's own view over an element for as long as it is there. The view lies above
 * everything in this page, so it goes while a dialog is open.
 */
export function useNotebookView(launchId: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const isAskingRemoval = useRemovalStore(({ removal }) => removal !== undefined);
  const hasOverlay = useTerminalPanelStore(({ overlayCount }) => overlayCount > 0);
  const isCovered = isAskingRemoval || hasOverlay;
  useEffect(() => {
    const element = place.current;
    if (element === null || isCovered) return;
    let shown = boundsOf(element);
    void showLaunchView(launchId, shown);
    const observer = new ResizeObserver(() => {
      const next = boundsOf(element);
      if (isSame(shown, next)) return;
      shown = next;
      void placeLaunchView(next);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      void hideLaunchView();
    };
  }, [launchId, isCovered]);
  return place;
}

function boundsOf(element: Element): ViewBounds {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  // The edges are rounded, not the size: two rounded sizes may leave a line between neighbours.
  const x = Math.round(left);
  const y = Math.round(top);
  return { x, y, width: Math.round(right) - x, height: Math.round(bottom) - y };
}

function isSame(a: ViewBounds, b: ViewBounds): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
