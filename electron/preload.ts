// The whole bridge: it names no domain, so a new method never touches it.
import { contextBridge, ipcRenderer, webUtils } from 'electron';

// The names are repeated here because a sandboxed preload is one file that imports nothing of ours.
const REQUEST_CHANNEL = 'ipc:request';
const OPEN_CHANNEL = 'ipc:open';

// No form of the app sends more; a 256 MB string would cost main 195 MB before any check.
const MAX_INPUT_CHARS = 1024 * 1024;

/** JSON text of an input, which also refuses what is no plain data. */
function packed(input: unknown): unknown {
  const text = JSON.stringify(input ?? {});
  if (text.length > MAX_INPUT_CHARS) throw new RangeError('input too large');
  return JSON.parse(text);
}

ipcRenderer.on(OPEN_CHANNEL, (event, nonce: string) => {
  window.postMessage({ kind: OPEN_CHANNEL, nonce }, window.origin, [...event.ports]);
});

contextBridge.exposeInMainWorld(
  'berth',
  Object.freeze({
    request: async (domain: string, method: string, input: unknown): Promise<unknown> =>
      await ipcRenderer.invoke(REQUEST_CHANNEL, String(domain), String(method), packed(input)),
    open: (nonce: string, domain: string, method: string, input: unknown): void =>
      ipcRenderer.send(OPEN_CHANNEL, String(nonce), String(domain), String(method), packed(input)),
    // Of files that a person dropped or chose alone: a page cannot make one that has a path.
    pathOf: (file: File): string => webUtils.getPathForFile(file),
  }),
);
