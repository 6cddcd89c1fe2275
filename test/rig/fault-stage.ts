import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { FaultProxy } from './fault-proxy.ts';
import { connectTo } from './proxy-address.ts';
import { exchange, rawRequest } from './raw-client.ts';
import type { Patience, RawExchange } from './raw-client.ts';

/** What the stage's engine answers to `/events`. */
export const EVENT_LINES = Array.from(
  { length: 200 },
  (_, index) => `{"line":${index},"text":"完了 🚀"}`,
);

/** A small HTTP server in the engine's place with a fault proxy before it, for tests of the proxy itself. */
export class FaultStage {
  /** The requests that came through, as `GET /path`. */
  readonly hits: string[] = [];
  readonly #directory: string;
  #upstream: Server;
  #proxy: FaultProxy | undefined;

  private constructor(directory: string) {
    this.#directory = directory;
    this.#upstream = this.#makeUpstream();
  }

  /** Opens a stage on unix sockets. */
  static async open(): Promise<FaultStage> {
    const stage = new FaultStage(await mkdtemp(join(tmpdir(), 'fp-')));
    const target = { socketPath: join(stage.#directory, 'up.sock') };
    stage.#upstream.listen(target.socketPath);
    await once(stage.#upstream, 'listening');
    stage.#proxy = await FaultProxy.start({ listen: { socketPath: stage.socketPath }, target });
    return stage;
  }

  get proxy(): FaultProxy {
    if (this.#proxy === undefined) throw new Error('the stage is not open');
    return this.#proxy;
  }

  /** The proxy's socket while the stage is on unix sockets. */
  get socketPath(): string {
    return join(this.#directory, 'p.sock');
  }

  /** Moves proxy and upstream to tcp. */
  async useTcp(): Promise<void> {
    await this.dispose();
    this.#upstream = this.#makeUpstream();
    this.#upstream.listen(0, '127.0.0.1');
    await once(this.#upstream, 'listening');
    const bound = this.#upstream.address();
    if (bound === null || typeof bound === 'string') throw new Error('not on tcp');
    const host = '127.0.0.1';
    this.#proxy = await FaultProxy.start({
      listen: { host, port: 0 },
      target: { host, port: bound.port },
    });
  }

  /** Asks through the proxy over a connection of its own. */
  ask(path: string, options: Patience & { readonly method?: string } = {}): Promise<RawExchange> {
    return exchange(this.proxy.address, rawRequest(path, options.method), options);
  }

  /** Asks through the proxy and goes on reading until it leaves. */
  watch(path: string): { sizeBytes: number; isOver: boolean; leave: () => void } {
    const socket = connectTo(this.proxy.address);
    const seen = { sizeBytes: 0, isOver: false, leave: () => void socket.destroy() };
    socket.on('data', (chunk: Buffer) => (seen.sizeBytes += chunk.length));
    socket.on('error', () => (seen.isOver = true));
    socket.on('end', () => (seen.isOver = true));
    socket.write(rawRequest(path));
    return seen;
  }

  /** Takes the upstream away. */
  closeUpstream(): void {
    this.#upstream.closeAllConnections();
    this.#upstream.close();
  }

  async dispose(): Promise<void> {
    await this.proxy.dispose();
    this.closeUpstream();
    await rm(this.#directory, { recursive: true, force: true });
  }

  #makeUpstream(): Server {
    const server = createServer((incoming, outgoing) => {
      this.hits.push(`${incoming.method} ${incoming.url}`);
      if (incoming.url === '/version') {
        outgoing.setHeader('Api-Version', '1.51');
        outgoing.end('{"ApiVersion":"1.51","MinAPIVersion":"1.24"}');
      } else if (incoming.url === '/events') {
        for (const line of EVENT_LINES) outgoing.write(`${line}\n`);
        outgoing.end();
      } else if (incoming.url === '/follow') {
        outgoing.write('first\n');
        const timer = setInterval(() => outgoing.write('more\n'), 10);
        outgoing.once('close', () => clearInterval(timer));
      } else if (incoming.url === '/echo') {
        incoming.pipe(outgoing);
      } else outgoing.end('0123456789');
    });
    server.on('upgrade', (_incoming, socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
      socket.pipe(socket);
    });
    return server;
  }
}
