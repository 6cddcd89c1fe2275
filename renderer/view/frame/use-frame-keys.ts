import { useEffect } from 'react';
import { goTo } from '../../store/place-store.ts';
import { toggleTerminals, useTerminalPanelStore } from '../../store/terminal-panel-store.ts';
import { commandOf } from '../terminals/terminal-keys.ts';
import { replayEarlyKeys } from './early-keys.ts';
import { SCREENS } from './rail.tsx';

/** Ctrl or Cmd and a digit go to a screen; Ctrl and the key below Escape show and hide the terminals. */
export function useFrameKeys(): void {
  useEffect(() => {
    const controller = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        if (commandOf(event) === 'toggle') {
          event.preventDefault();
          return switchTerminals();
        }
        if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
        const screen = SCREENS[Number(event.key) - 1];
        if (screen === undefined) return;
        event.preventDefault();
        goTo(screen);
      },
      { signal: controller.signal },
    );
    replayEarlyKeys();
    return () => controller.abort();
  }, []);
}

/** The panel goes; the keyboard does not go with it. */
function switchTerminals(): void {
  const { isOpen } = useTerminalPanelStore.getState();
  const isInside = document.activeElement?.closest('section[aria-label=Terminals]') !== null;
  toggleTerminals(!isOpen);
  if (isOpen && isInside) document.getElementById('main')?.focus();
}
