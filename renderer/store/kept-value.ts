/** How long a value is kept: as long as this window, or for as long as the app is on the machine. */
export type KeptFor = 'window' | 'good';

const PREFIX = 'terminals.';

/** Whether there is a page at all; tests have none. */
export const hasPage = typeof window !== 'undefined';

/** What was kept under a name; undefined for nothing and for an empty text. */
export function readKept(keptFor: KeptFor, name: string): string | undefined {
  const text = storageOf(keptFor)?.getItem(PREFIX + name);
  return text === null || text === '' ? undefined : text;
}

/** Keeps a text under a name. */
export function keep(keptFor: KeptFor, name: string, text: string): void {
  storageOf(keptFor)?.setItem(PREFIX + name, text);
}

/** Calls `onChange` whenever another window of the app keeps something for good. */
export function onKeptElsewhere(onChange: () => void): void {
  if (!hasPage) return;
  window.addEventListener('storage', ({ key }) => {
    if (key?.startsWith(PREFIX) === true) onChange();
  });
}

function storageOf(keptFor: KeptFor): Storage | undefined {
  if (!hasPage) return undefined;
  return keptFor === 'window' ? window.sessionStorage : window.localStorage;
}
