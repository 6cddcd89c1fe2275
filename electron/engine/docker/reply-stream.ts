import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { CallWatch } from './call-watch.ts';
import { protocolBroken, transportToFailure } from './to-failure.ts';

/**
 * The body of a reply, to be read once. Reading is the only thing that makes the engine send more;
 * leaving the loop early, an abort and an end all close the connection's part of it.
 */
export class ReplyStream implements AsyncIterable<Uint8Array> {
  readonly headers: IncomingHttpHeaders;
  readonly #outgoing: ClientRequest;
  readonly #incoming: IncomingMessage;
  readonly #watch: CallWatch;
  readonly #url: string;

  constructor(outgoing: ClientRequest, incoming: IncomingMessage, watch: CallWatch, url: string) {
    this.headers = incoming.headers;
    this.#outgoing = outgoing;
    this.#incoming = incoming;
    this.#watch = watch;
    this.#url = url;
    // Until somebody reads, an error has no listener and would end the process.
    incoming.on('error', () => undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const chunk of this.#incoming) yield chunk;
    } catch (error) {
      throw this.#watch.failure() ?? new AppError(transportToFailure(error, this.#url));
    } finally {
      this.dispose();
    }
  }

  /** The whole body. Fails with `engine-protocol` beyond `maxBytes`. */
  async readAll(maxBytes: number): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    let sizeBytes = 0;
    for await (const chunk of this) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) {
        throw new AppError(protocolBroken(`The answer is larger than ${maxBytes} bytes.`));
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, sizeBytes);
  }

  /** Gives the reply up; harmless after its end. */
  dispose(): void {
    this.#watch.release();
    // A reply read to its end leaves its connection to the next request, unless it was a refusal
    // before the end of an upload.
    const isOver = this.#incoming.complete && this.#incoming.readableEnded;
    if (!isOver || !this.#outgoing.writableFinished) this.#outgoing.destroy();
  }
}
