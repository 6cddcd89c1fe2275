import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What the rig sends; a string body is JSON, a stream (an image archive) is sent as it comes. */
export interface EngineRequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: string | Readable;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** A whole answer of the engine, read to its end. */
export interface EngineAnswer {
  readonly status: number;
  readonly text: string;
}

/** Long enough to import a big image archive; a caller that expects less says so. */
const DEFAULT_TIMEOUT_MS = 300_000;

/**
 * Asks the engine directly, beside the product's own transport: what the rig says must not rest on what it tests.
 * An HTTP error is an answer, not an exception.
 */
export async function engineRequest(
  socketPath: string,
  path: string,
  options: EngineRequestOptions = {},
): Promise<EngineAnswer> {
  const response = await openEngineRequest(socketPath, path, options);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') };
}

/** Opens a request and hands over the answer as a stream; destroying the stream closes the connection. */
export function openEngineRequest(
  socketPath: string,
  path: string,
  options: EngineRequestOptions = {},
): Promise<IncomingMessage> {
  const { body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request({
      socketPath,
      path,
      method: options.method ?? 'GET',
      agent: false,
      signal: AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      headers: {
        host: 'engine',
        ...(body === undefined
          ? {}
          : { 'content-type': options.contentType ?? 'application/json' }),
        ...options.headers,
      },
    });
    outgoing.once('response', resolve);
    // More than one can come: the engine's refusal, and then the body that found no taker.
    outgoing.on('error', reject);
    if (body instanceof Readable) pipeline(body, outgoing).catch(reject);
    else outgoing.end(body);
  });
}

/** Asks for something that must succeed and returns its JSON. */
export async function engineJson(
  socketPath: string,
  path: string,
  options: EngineRequestOptions = {},
): Promise<unknown> {
  const answer = await engineRequest(socketPath, path, options);
  if (answer.status >= 300) {
    throw new Error(`${options.method ?? 'GET'} ${path}: ${answer.status} ${answer.text.trim()}`);
  }
  return answer.text === '' ? undefined : JSON.parse(answer.text);
}
