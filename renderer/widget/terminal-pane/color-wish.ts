/** What a desktop may ask of a page's colours, each as CSS asks for it. */
const QUERIES = {
  dark: '(prefers-color-scheme: dark)',
  contrast: '(prefers-contrast: more)',
  forced: '(forced-colors: active)',
} as const;

/** Whether the desktop asks for it now. */
export function isWished(wish: keyof typeof QUERIES): boolean {
  return window.matchMedia(QUERIES[wish]).matches;
}

/** Calls `onChange` whenever the desktop asks for other colours, until `signal` aborts. */
export function followColorWishes(onChange: () => void, signal: AbortSignal): void {
  for (const query of Object.values(QUERIES)) {
    window.matchMedia(query).addEventListener('change', onChange, { signal });
  }
}
