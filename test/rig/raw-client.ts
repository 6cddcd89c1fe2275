import { connectTo } from './proxy-address.ts';
import type { ProxyAddress } from './proxy-address.ts';

/** What came over one connection, read by read. */
export interface RawExchange {
  readonly reads: readonly Buffer[];
  /** How it ended: in order, with an error's code, or not at all before the time was over. */
  readonly ending: string;
}

/** A request as a client would write it that wants one answer and then the end. */
export function rawRequest(path: string, method = 'GET'): string {
  return `${method} ${path} HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n\r\n`;
}

/** When a reader leaves a connection that has not ended. */
export interface Patience {
  /** For what must not come, a short time shows enough; what must come has all the time of a busy machine. */
  readonly timeoutMs?: number;
  /** Leaves as soon as this much was read. */
  readonly untilBytes?: number;
}

/** Sends text over a new connection and collects what comes, without any idea of HTTP. */
export function exchange(
  address: ProxyAddress,
  text: string,
  { timeoutMs = 20_000, untilBytes = Infinity }: Patience = {},
): Promise<RawExchange> {
  return new Promise((resolve) => {
    const socket = connectTo(address);
    const reads: Buffer[] = [];
    const finish = (ending: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ reads, ending });
    };
    const timer = setTimeout(() => finish('open'), timeoutMs);
    let readBytes = 0;
    socket.on('data', (chunk: Buffer) => {
      reads.push(chunk);
      readBytes += chunk.length;
      if (readBytes >= untilBytes) finish('open');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
    socket.on('end', () => finish('end'));
    socket.write(text);
  });
}

/** Everything that was read, as text. */
export function textOf(answer: RawExchange): string {
  return Buffer.concat(answer.reads).toString('utf8');
}

/** What was read after the headers. */
export function bodyOf(answer: RawExchange): string {
  const text = textOf(answer);
  return text.slice(text.indexOf('\r\n\r\n') + 4);
}
