import { useEffect } from 'react';
import { goTo } from '../../store/place-store.ts';
import { toggleTerminals, useTerminalPanelStore } from '../../store/terminal-panel-store.ts';
import { chordOf, commandChord } from '../../widget/key-chord/key-chord.ts';
import { usePaletteKeys } from '../palette/use-palette-keys.ts';
import { commandOf } from '../terminals/terminal-keys.ts';
import { replayEarlyKeys } from './early-keys.ts';
import { SCREENS } from './rail.tsx';

/**
 * Ctrl or Cmd and a digit go to a screen; Ctrl and the key below Escape show and hide the terminals; the palette has
 * keys of its own.
 */
export function useFrameKeys(): void {
  usePaletteKeys();
  useEffect(() => {
    const controller = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        if (commandOf(event) === 'toggle') {
          event.preventDefault();
          return switchTerminals();
        }
        const screen = SCREENS[Number(event.key) - 1];
        if (screen === undefined || chordOf(event) !== commandChord(event.key)) return;
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
