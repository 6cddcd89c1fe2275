import { useEffect } from 'react';
import { goTo } from '../../store/place-store.ts';
import { SCREENS } from './rail.tsx';

/** Ctrl or Cmd and a digit go to a screen. */
export function useFrameKeys(): void {
  useEffect(() => {
    const controller = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
        const screen = SCREENS[Number(event.key) - 1];
        if (screen === undefined) return;
        event.preventDefault();
        goTo(screen);
      },
      { signal: controller.signal },
    );
    return () => controller.abort();
  }, []);
}
