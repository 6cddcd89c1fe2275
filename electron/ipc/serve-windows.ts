import { ipcMain, MessageChannelMain, type WebContents } from 'electron';
import { OPEN_CHANNEL, REQUEST_CHANNEL } from '../../shared/ipc/port-message.ts';
import type { Reply } from '../../shared/ipc/reply.ts';
import type { Logger } from '../log/logger.ts';
import type { answerRequest } from './answer-request.ts';
import type { AllHandlers } from './handler-types.ts';
import type { serveStream, StreamPort } from './serve-stream.ts';
import type { TrustedPages } from './trusted-sender.ts';

const REFUSED: Reply<never> = {
  ok: false,
  failure: { code: 'invalid-input', message: 'This page may not speak to Berth.' },
};

/** What answers the windows. */
export interface Answers {
  readonly handlers: Promise<AllHandlers>;
  readonly answerRequest: typeof answerRequest;
  readonly serveStream: typeof serveStream;
}

/**
 * Opens the two channels that cross into the main process. Nothing else is ever registered.
 * What answers may still have to be loaded and made: calls wait for it, and the window is drawn meanwhile.
 */
export function serveWindows(answers: Promise<Answers>, pages: TrustedPages, log: Logger): void {
  ipcMain.handle(
    REQUEST_CHANNEL,
    async (event, domain: unknown, method: unknown, input: unknown) => {
      if (!pages.isTrusted(event)) return REFUSED;
      const context = { signal: goneSignal(event.sender), webContentsId: event.sender.id };
      const { handlers, ...answer } = await answers;
      return await answer.answerRequest(handlers, { domain, method, input }, context, log);
    },
  );
  ipcMain.on(
    OPEN_CHANNEL,
    (event, nonce: unknown, domain: unknown, method: unknown, input: unknown) => {
      if (!pages.isTrusted(event) || typeof nonce !== 'string' || nonce.length > 64) return;
      const { port1, port2 } = new MessageChannelMain();
      event.senderFrame?.postMessage(OPEN_CHANNEL, nonce, [port2]);
      let isClosed = false;
      port1.once('close', () => (isClosed = true));
      const port: StreamPort = {
        post: (message) => port1.postMessage(message),
        close: () => port1.close(),
        onMessage: (listener) => port1.on('message', ({ data }) => listener(data)),
        onClose: (listener) => {
          // The page may have gone while what answers was still loading.
          if (isClosed) listener();
          else port1.on('close', listener);
        },
      };
      port1.start();
      const caller = { webContentsId: event.sender.id, log };
      void answers.then(({ handlers, ...answer }) =>
        answer.serveStream(handlers, { domain, method, input }, port, caller),
      );
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
