/** One way in which a page may end up running hostile text or reaching out. */
export interface Escape {
  readonly name: string;
  /**
   * Runs in the page, so it stands on nothing outside itself. It sets `globalThis.wasHit` when its code runs,
   * or makes a request to `origin`.
   */
  readonly attempt: (origin: string) => unknown;
}

/** Names an escape. */
export const escape = (name: string, attempt: Escape['attempt']): Escape => ({ name, attempt });
