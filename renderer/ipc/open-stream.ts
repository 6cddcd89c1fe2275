import { CreditReturn } from '../../shared/ipc/credit-ledger.ts';
import { AppError } from '../../shared/ipc/app-error.ts';
import { OPEN_CHANNEL, type DownMessage, type UpMessage } from '../../shared/ipc/port-message.ts';

/** Where a stream is: `domain.method`. */
export interface StreamPlace {
  readonly domain: string;
  readonly method: string;
}

/**
 * Opens a stream and yields its items. An item counts as consumed, and its credit goes back, when
 * the loop asks for the next one: a slow loop slows the producer. Leaving the loop closes the stream.
 * @throws AppError with the main process's failure; ends quietly when `signal` aborts
 */
export async function* openStream(
  place: StreamPlace,
  input: unknown,
  signal: AbortSignal,
): AsyncGenerator<unknown, void, void> {
  if (signal.aborted) return;
  const port = await receivePort(place, input);
  const inbox = new Inbox();
  port.addEventListener('message', ({ data }: MessageEvent<DownMessage>) => inbox.put(data));
  port.addEventListener('close', () => inbox.put(LOST));
  signal.addEventListener('abort', inbox.close);
  const grant = (amount: number): void => {
    if (amount > 0) port.postMessage({ kind: 'credit', amount } satisfies UpMessage);
  };
  let credit: CreditReturn | undefined;
  try {
    port.start();
    for (;;) {
      const message = await inbox.take();
      switch (message?.kind) {
        case undefined:
        case 'end':
          return;
        case 'fail':
          throw new AppError(message.failure);
        case 'open':
          credit = new CreditReturn(message.window);
          grant(message.window);
          break;
        case 'item':
          yield message.item;
          grant(credit?.consume(sizeOf(message.item)) ?? 0);
      }
    }
  } finally {
    signal.removeEventListener('abort', inbox.close);
    port.close();
  }
}

const LOST: DownMessage = {
  kind: 'fail',
  failure: {
    code: 'interrupted',
    message: 'The connection inside Berth was cut.',
    hint: 'It is made again by itself.',
  },
};

/** What an item costs: the bytes that it holds, or one. */
function sizeOf(item: unknown): number {
  return item instanceof Uint8Array ? item.byteLength : 1;
}

/** Messages in order, with one reader. */
class Inbox {
  readonly #messages: DownMessage[] = [];
  #isClosed = false;
  #wake: (() => void) | undefined;

  readonly put = (message: DownMessage): void => {
    this.#messages.push(message);
    this.#wake?.();
  };

  readonly close = (): void => {
    this.#isClosed = true;
    this.#wake?.();
  };

  /** The next message; undefined once closed. */
  async take(): Promise<DownMessage | undefined> {
    while (!this.#isClosed) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return undefined;
  }
}

const awaited = new Map<string, (port: MessagePort) => void>();
let isListening = false;

/** Asks for a port and waits for the one that carries our nonce. */
async function receivePort({ domain, method }: StreamPlace, input: unknown): Promise<MessagePort> {
  listenOnce();
  const nonce = crypto.randomUUID();
  return await new Promise<MessagePort>((resolve) => {
    awaited.set(nonce, resolve);
    window.berth.open(nonce, domain, method, input);
  });
}

function listenOnce(): void {
  if (isListening) return;
  isListening = true;
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const { data, ports } = event;
    if (event.source !== window || typeof data !== 'object' || data === null) return;
    if (!('kind' in data) || data.kind !== OPEN_CHANNEL || !('nonce' in data)) return;
    const nonce = String(data.nonce);
    const [port] = ports;
    if (port === undefined) return;
    awaited.get(nonce)?.(port);
    awaited.delete(nonce);
  });
}
