import { keepEarlyKeys } from './view/frame/early-keys.ts';

/** How long a window that draws nothing, because it is hidden, is waited for. */
const HIDDEN_WINDOW_MS = 250;

keepEarlyKeys();
// Imported first: whatever comes after it in the bundle waits until the static frame of index.html is on the screen.
await new Promise<void>((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, HIDDEN_WINDOW_MS);
});
