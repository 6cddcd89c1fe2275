import { useEffect } from 'react';
import { togglePalette } from '../../store/palette-store.ts';
import { goTo } from '../../store/place-store.ts';
import { toggleTerminals, useTerminalPanelStore } from '../../store/terminal-panel-store.ts';
import { commandOf } from '../terminals/terminal-keys.ts';
import { replayEarlyKeys } from './early-keys.ts';
import { SCREENS } from './rail.tsx';

/**
 * Ctrl or Cmd and a digit go to a screen; Ctrl and the key below Escape show and hide the terminals; F1 and
 * Ctrl or Cmd, Shift and P open the palette, and so do Ctrl or Cmd and K outside of a terminal: there they are the
 * shell's, or clear the screen.
 */
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
        if (commandOf(event) === 'palette' || isPaletteKey(event)) {
          event.preventDefault();
          return togglePalette();
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

function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  if (key.toLowerCase() !== 'k' || ctrlKey === metaKey || altKey || shiftKey) return false;
  return !(target instanceof Element) || target.closest('.xterm') === null;
}

/** The panel goes; the keyboard does not go with it. */
function switchTerminals(): void {
  const { isOpen } = useTerminalPanelStore.getState();
  const isInside = document.activeElement?.closest('section[aria-label=Terminals]') !== null;
  toggleTerminals(!isOpen);
  if (isOpen && isInside) document.getElementById('main')?.focus();
}
