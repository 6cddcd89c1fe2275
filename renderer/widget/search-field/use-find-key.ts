import { useEffect, type RefObject } from 'react';
import { chordOf, commandChord } from '../key-chord/key-chord.ts';

/** Puts the keyboard into a screen's search field with Ctrl or Cmd and F, and with a slash where nothing is typed. */
export function useFindKey(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const controller = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        const isFind = chordOf(event) === commandChord('F');
        if (!isFind && (event.key !== '/' || isTyping(event.target))) return;
        event.preventDefault();
        field.current?.focus();
        field.current?.select();
      },
      { signal: controller.signal },
    );
    return () => controller.abort();
  }, [field]);
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement;
}
