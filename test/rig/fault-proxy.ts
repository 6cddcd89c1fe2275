import { once } from 'node:events';
import { link, rename, rm } from 'node:fs/promises';
import type { Server as HttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { FaultControl } from './fault-control.ts';
import { createFaultServer } from './fault-http.ts';
import { layerOf } from './fault-mode.ts';
import type { FaultMode } from './fault-mode.ts';
import { FaultPipe } from './fault-pipe.ts';
import { connectTo } from './proxy-address.ts';
import type { ProxyAddress } from './proxy-address.ts';

/** Where the proxy listens (tcp port 0 is any free one), where it leads, and the seed of its chance. */
export interface FaultProxyOptions {
  readonly listen: ProxyAddress;
  readonly target: ProxyAddress;
  readonly seed?: number;
}

/**
 * Stands between a client and an engine, unix or tcp, and does to the connection what `set` says. A test that sets a
 * fault asserts that `injected` grew. Dispose it.
 */
export class FaultProxy implements AsyncDisposable {
  readonly #options: FaultProxyOptions;
  readonly #control: FaultControl;
  readonly #http: HttpServer;
  readonly #pipes = new Map<Socket, FaultPipe>();
  readonly #httpSockets = new Set<Socket>();
  #server: Server | undefined;
  #address: ProxyAddress;

  private constructor(options: FaultProxyOptions) {
    this.#options = options;
    this.#address = options.listen;
    this.#control = new FaultControl(options.seed ?? 1);
    this.#http = createFaultServer(options.target, this.#control);
  }

  /** Starts a proxy in pass mode. */
  static async start(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    await proxy.#listen();
    return proxy;
  }

  /** Where clients connect; with the real port when 0 was asked for. */
  get address(): ProxyAddress {
    return this.#address;
  }

  /** How many faults have been injected since the start. */
  get injected(): number {
    return this.#control.injected;
  }

  /** How many clients are connected. */
  get connectionCount(): number {
    return this.#pipes.size + this.#httpSockets.size;
  }

  /**
   * Sets what happens from now on, to open connections as well; `times` is the number of injections after which
   * everything passes again. Changing between the byte and the HTTP layer closes the connections of the other layer, as
   * a kept-alive one would slip past; `refuse` and `absent` close all, as an engine that goes away does.
   */
  async set(mode: FaultMode, options: { readonly times?: number } = {}): Promise<void> {
    if (mode.kind === 'reset' && 'socketPath' in this.#options.listen) {
      throw new Error('a unix socket knows no reset: use cut');
    }
    this.#control.set(mode, options.times ?? Number.POSITIVE_INFINITY);
    if (mode.kind === 'refuse' || mode.kind === 'absent') return this.#withdraw(mode.kind);
    await this.#listen();
    const layer = layerOf(mode);
    if (layer === 'http') this.#closePipes();
    if (layer === 'bytes') this.#closeHttp();
    for (const pipe of this.#pipes.values()) pipe.modeChanged(mode);
  }

  /** Stops listening and closes every connection. */
  async dispose(): Promise<void> {
    this.#control.set({ kind: 'pass' }, Number.POSITIVE_INFINITY);
    await this.#withdraw('absent', false);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  async #listen(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) =>
      this.#accept(client),
    );
    const address = this.#address;
    if ('socketPath' in address) await rm(address.socketPath, { force: true });
    server.listen('socketPath' in address ? { path: address.socketPath } : address);
    await once(server, 'listening');
    this.#server = server;
    const bound = server.address();
    if ('host' in address && bound !== null && typeof bound === 'object') {
      this.#address = { host: address.host, port: bound.port };
    }
  }

  #accept(client: Socket): void {
    if (layerOf(this.#control.mode) === 'http') {
      this.#httpSockets.add(client);
      client.once('close', () => this.#httpSockets.delete(client));
      this.#http.emit('connection', client);
      return;
    }
    const pipe = new FaultPipe(client, () => connectTo(this.#options.target), this.#control);
    this.#pipes.set(client, pipe);
    client.once('close', () => this.#pipes.delete(client));
    void pipe.run();
  }

  /** Takes the listener away; a refusal needs the socket's file to stay, which closing a listener removes. */
  async #withdraw(how: 'refuse' | 'absent', isFault = true): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (isFault) this.#control.inject();
    this.#closePipes();
    this.#closeHttp();
    const address = this.#address;
    const keptPath =
      'socketPath' in address && how === 'refuse' ? `${address.socketPath}.kept` : undefined;
    if (server !== undefined) {
      if (keptPath !== undefined && 'socketPath' in address)
        await link(address.socketPath, keptPath);
      server.close();
      await once(server, 'close');
      if (keptPath !== undefined && 'socketPath' in address)
        await rename(keptPath, address.socketPath);
    }
    if ('socketPath' in address && how === 'absent') await rm(address.socketPath, { force: true });
  }

  #closePipes(): void {
    for (const pipe of this.#pipes.values()) pipe.destroy();
  }

  #closeHttp(): void {
    for (const socket of this.#httpSockets) socket.destroy();
  }
}
