import * as z from 'zod';
import type { AnyStream } from '../../shared/ipc/contract.ts';
import { CreditLedger } from '../../shared/ipc/credit-ledger.ts';
import { AppError } from '../../shared/ipc/app-error.ts';
import type { DownMessage, UpMessage } from '../../shared/ipc/port-message.ts';
import type { Logger } from '../log/logger.ts';
import type { AllHandlers } from './handler-types.ts';
import { checkInput, lookUp, type Method } from './look-up.ts';
import { pumpStream } from './pump-stream.ts';
import { toFailure } from './to-failure.ts';

const UpMessageSchema: z.ZodType<UpMessage> = z.strictObject({
  kind: z.literal('credit'),
  amount: z.number().int().positive(),
});

/** One end of a message channel, as much of it as a stream needs. */
export interface StreamPort {
  readonly post: (message: DownMessage) => void;
  readonly close: () => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onClose: (listener: () => void) => void;
}

/**
 * Serves one stream until its source ends, the reader closes its end, or the page goes.
 * Closing the port aborts the handler, whose source frees what it holds.
 */
export async function serveStream(
  handlers: Promise<AllHandlers> | AllHandlers,
  call: { readonly domain: unknown; readonly method: unknown; readonly input: unknown },
  port: StreamPort,
  caller: { readonly webContentsId: number; readonly log: Logger },
): Promise<void> {
  const aborter = new AbortController();
  port.onClose(() => aborter.abort());
  let where = 'stream';
  try {
    // Grants may come while handlers are still being made; they wait in this list.
    const early: unknown[] = [];
    let take = (message: unknown): void => void early.push(message);
    port.onMessage((message) => take(message));
    const method = lookUp(await handlers, call.domain, call.method);
    where = method.name;
    const contract = streamContract(method);
    const ledger = new CreditLedger(contract.window);
    port.post({ kind: 'open', window: contract.window });
    const brokenReader = new Promise<never>((_resolve, reject) => {
      take = (message) => {
        const up = UpMessageSchema.safeParse(message);
        if (up.success && ledger.grant(up.data.amount)) return;
        reject(
          new AppError({ code: 'invalid-input', message: 'The window broke the stream’s rules.' }),
        );
      };
    });
    for (const message of early) take(message);
    const { signal } = aborter;
    const context = { signal, webContentsId: caller.webContentsId };
    const source = toAsyncIterable(method.handler(checkInput(method, call.input), context), where);
    const send = (item: unknown): void => port.post({ kind: 'item', item });
    await Promise.race([
      pumpStream(source, contract.overflow, { ledger, signal, send }),
      brokenReader,
    ]);
    if (!signal.aborted) port.post({ kind: 'end' });
  } catch (thrown) {
    if (!aborter.signal.aborted) {
      port.post({ kind: 'fail', failure: toFailure(thrown, where, caller.log) });
    }
  } finally {
    aborter.abort();
    port.close();
  }
}

function streamContract(method: Method): AnyStream {
  if (method.contract.kind === 'stream') return method.contract;
  throw new AppError({
    code: 'invalid-input',
    message: 'The window opened a request as a stream.',
    subject: method.name,
  });
}

function toAsyncIterable(source: unknown, where: string): AsyncIterable<unknown> {
  if (isAsyncIterable(source)) return source;
  throw new TypeError(`${where} gave no stream`);
}

function isAsyncIterable(source: unknown): source is AsyncIterable<unknown> {
  return typeof source === 'object' && source !== null && Symbol.asyncIterator in source;
}
