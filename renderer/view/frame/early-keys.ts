const early: KeyboardEventInit[] = [];
const keeping = new AbortController();

/** Keeps the shortcuts that are pressed on the static frame, before anything listens to them. */
export function keepEarlyKeys(): void {
  window.addEventListener(
    'keydown',
    ({ key, code, ctrlKey, metaKey, altKey, shiftKey }) => {
      if (!(ctrlKey || metaKey)) return;
      early.push({ key, code, ctrlKey, metaKey, altKey, shiftKey });
    },
    { signal: keeping.signal },
  );
}

/** Presses them again, once: what listens is there now. */
export function replayEarlyKeys(): void {
  keeping.abort();
  for (const init of early.splice(0)) {
    window.dispatchEvent(new KeyboardEvent('keydown', { ...init, cancelable: true }));
  }
}
