import { useEffect } from 'react';
import { countOverlay } from '../../store/terminal-panel-store.ts';

/** Keeps a notebook's page, which lies above everything in this one, away for as long as something is open. */
export function useOverlay(): void {
  useEffect(() => {
    countOverlay(1);
    return () => countOverlay(-1);
  }, []);
}
