import { vi } from 'vitest';

/** How long a test waits for a state: a second, the library's own limit, is what one pause of a busy machine takes. */
const PATIENCE_MS = 20_000;

const { waitFor } = vi;

// There is no setting for it, and a limit at every call would be forgotten at the next.
vi.waitFor = (check, options) =>
  waitFor(check, typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...options });
