import { ipcMain, MessageChannelMain, type WebContents } from 'electron';
import { OPEN_CHANNEL, REQUEST_CHANNEL } from '../../shared/ipc/port-message.ts';
import type { Reply } from '../../shared/ipc/reply.ts';
import type { Logger } from '../log/logger.ts';
import { answerRequest } from './answer-request.ts';
import type { AllHandlers } from './handler-types.ts';
import { serveStream, type StreamPort } from './serve-stream.ts';
import type { TrustedPages } from './trusted-sender.ts';

const REFUSED: Reply<never> = {
  ok: false,
  failure: { code: 'invalid-input', message: 'This page may not speak to Berth.' },
};

/**
 * Opens the two channels that cross into the main process. Nothing else is ever registered.
 * Handlers may still be in the making: calls wait for them, so the window can load meanwhile.
 */
export function serveWindows(
  handlers: Promise<AllHandlers>,
  pages: TrustedPages,
  log: Logger,
): void {
  ipcMain.handle(
    REQUEST_CHANNEL,
    async (event, domain: unknown, method: unknown, input: unknown) => {
      if (!pages.isTrusted(event)) return REFUSED;
      const context = { signal: goneSignal(event.sender), webContentsId: event.sender.id };
      return await answerRequest(handlers, { domain, method, input }, context, log);
    },
  );
  ipcMain.on(
    OPEN_CHANNEL,
    (event, nonce: unknown, domain: unknown, method: unknown, input: unknown) => {
      if (!pages.isTrusted(event) || typeof nonce !== 'string' || nonce.length > 64) return;
      const { port1, port2 } = new MessageChannelMain();
      event.senderFrame?.postMessage(OPEN_CHANNEL, nonce, [port2]);
      const port: StreamPort = {
        post: (message) => port1.postMessage(message),
        close: () => port1.close(),
        onMessage: (listener) => port1.on('message', ({ data }) => listener(data)),
        onClose: (listener) => port1.on('close', listener),
      };
      port1.start();
      const caller = { webContentsId: event.sender.id, log };
      void serveStream(handlers, { domain, method, input }, port, caller);
    },
  );
}

const goneSignals = new WeakMap<WebContents, AbortSignal>();

/** Aborts when the page is destroyed. Requests of a page that reloads run to their end. */
function goneSignal(page: WebContents): AbortSignal {
  const known = goneSignals.get(page);
  if (known !== undefined) return known;
  const aborter = new AbortController();
  page.once('destroyed', () => aborter.abort());
  goneSignals.set(page, aborter.signal);
  return aborter.signal;
}
