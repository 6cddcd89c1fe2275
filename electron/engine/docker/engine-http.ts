import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { CallDeadline } from './call-deadline.ts';
import type { ResolvedEngine } from './engine-address.ts';
import { watchCall, type CallWatch } from './call-watch.ts';
import { ReplyStream } from './reply-stream.ts';
import { sendBody } from './send-body.ts';
import type { EngineRequest } from './shape-request.ts';
import { cancelled, interrupted, transportToFailure } from './to-failure.ts';

/** How one request is to be made. */
export interface SendOptions {
  readonly deadline: CallDeadline;
  readonly signal?: AbortSignal | undefined;
  /** True for plain reads only: they may share a kept connection and be sent twice. */
  readonly isRepeatable: boolean;
}

/** A reply whose head has come, or the raw connection after an upgrade. */
export type EngineReply =
  | { readonly kind: 'reply'; readonly status: number; readonly stream: ReplyStream }
  | { readonly kind: 'upgraded'; readonly socket: Duplex };

/** Idle connections kept for reads; a screen makes about this many at once. */
const MAX_IDLE_SOCKETS = 4;

/** Silence after which the system asks the other machine whether it is still there. */
const KEEP_ALIVE_MS = 30_000;

/**
 * HTTP to one engine: deadlines by wall clock, cancelling, and no surprise repeats. Reads share kept
 * connections. Everything else goes over a connection of its own, because a kept one may be dead and
 * the loss of a request on it leaves open whether the engine acted on it.
 */
export class EngineHttp {
  readonly #url: string;
  readonly #request: typeof http.request;
  readonly #target: https.RequestOptions;
  readonly #headers: http.OutgoingHttpHeaders;
  readonly #agent: http.Agent;
  readonly #open = new Set<http.ClientRequest | Duplex>();
  #isDisposed = false;

  constructor(engine: ResolvedEngine) {
    this.#url = engine.address.url;
    const agentOptions = { keepAlive: true, maxFreeSockets: MAX_IDLE_SOCKETS };
    if (engine.endpoint.kind === 'tls') {
      const { host, port, tls } = engine.endpoint;
      this.#request = https.request;
      // Node checks the certificate against the header `Host`, so it must be its own.
      this.#headers = {};
      this.#agent = new https.Agent(agentOptions);
      this.#target = {
        host,
        port,
        ca: tls.ca,
        cert: tls.cert,
        key: tls.key,
        rejectUnauthorized: tls.isVerified,
      };
    } else {
      this.#request = http.request;
      this.#headers = { Host: 'docker' };
      this.#agent = new http.Agent(agentOptions);
      this.#target = { socketPath: engine.endpoint.path };
    }
  }

  /** Resolves once the reply's head is there. Fails with an `AppError`. */
  async send(request: EngineRequest, options: SendOptions): Promise<EngineReply> {
    try {
      return await this.#attempt(request, options, options.isRepeatable ? this.#agent : undefined);
    } catch (error) {
      // A kept connection that the engine closed meanwhile looks like this; a fresh one cannot.
      if (error instanceof StaleConnection) return this.#attempt(request, options, undefined);
      throw error;
    }
  }

  /** Ends every request and stream; those that wait fail with `interrupted`. */
  dispose(): void {
    this.#isDisposed = true;
    for (const open of this.#open) {
      open.destroy(new AppError(interrupted('The connection was given up.')));
    }
    this.#agent.destroy();
  }

  async #attempt(
    request: EngineRequest,
    options: SendOptions,
    agent: http.Agent | undefined,
  ): Promise<EngineReply> {
    if (options.signal?.aborted === true) throw new AppError(cancelled());
    if (this.#isDisposed) throw new AppError(interrupted('The connection was given up.'));
    const outgoing = this.#request({
      ...this.#target,
      agent: agent ?? false,
      method: request.method,
      path: request.path,
      headers: { ...this.#headers, ...request.headers },
    });
    // A stream may be silent for days, and only this finds out that nobody is there any more.
    outgoing.setSocketKeepAlive(true, KEEP_ALIVE_MS);
    this.#open.add(outgoing);
    outgoing.once('close', () => this.#open.delete(outgoing));
    const call = `${request.method} ${routeOf(request.path)}`;
    const watch = watchCall(outgoing, call, options.deadline, options.signal);
    try {
      const reply = await this.#exchange(outgoing, request, watch);
      if (reply.kind === 'upgraded' || options.deadline.covers === 'head') watch.stopClock();
      return reply;
    } catch (error) {
      watch.release();
      outgoing.destroy();
      if (error instanceof AppError) throw error;
      if (outgoing.reusedSocket && isConnectionLoss(error)) throw new StaleConnection();
      throw new AppError(transportToFailure(error, this.#url));
    }
  }

  #exchange(
    outgoing: http.ClientRequest,
    request: EngineRequest,
    watch: CallWatch,
  ): Promise<EngineReply> {
    return new Promise((resolve, reject) => {
      let hasReply = false;
      outgoing.on('error', (error) => {
        // After the head the reply's stream reports what happens; the request has no say any more.
        if (!hasReply) reject(error);
      });
      outgoing.on('response', (incoming) => {
        hasReply = true;
        const stream = new ReplyStream(outgoing, incoming, watch, this.#url);
        resolve({ kind: 'reply', status: incoming.statusCode ?? 0, stream });
      });
      outgoing.on('upgrade', (_incoming, socket, head) => {
        hasReply = true;
        watch.release();
        if (head.length > 0) socket.unshift(head);
        // Until somebody reads, an error has no listener and would end the process.
        socket.on('error', () => undefined);
        this.#open.add(socket);
        socket.once('close', () => this.#open.delete(socket));
        resolve({ kind: 'upgraded', socket });
      });
      sendBody(outgoing, request.body, watch, () => hasReply).catch(reject);
    });
  }
}

class StaleConnection extends Error {}

function isConnectionLoss(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ECONNRESET' || error.code === 'EPIPE')
  );
}

/** Without the query, which may hold what does not belong on a screen. */
function routeOf(path: string): string {
  return path.split('?')[0] ?? path;
}
