import { useEffect } from 'react';
import { togglePalette } from '../../store/palette-store.ts';
import { chordOf, commandChord } from '../../widget/key-chord/key-chord.ts';
import { commandOf } from '../terminals/terminal-keys.ts';

/**
 * F1 and Ctrl or Cmd, Shift and P open the palette, and so do Ctrl or Cmd and K outside of a terminal: there they are
 * the shell's, or clear the screen.
 */
export function usePaletteKeys(): void {
  useEffect(() => {
    const controller = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        if (commandOf(event) !== 'palette' && !isPaletteKey(event)) return;
        event.preventDefault();
        togglePalette();
      },
      { signal: controller.signal },
    );
    return () => controller.abort();
  }, []);
}

function isPaletteKey(event: KeyboardEvent): boolean {
  const { target } = event;
  if (chordOf(event) !== commandChord('K')) return false;
  return !(target instanceof Element) || target.closest('.xterm') === null;
}
