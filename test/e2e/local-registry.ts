import { FaultProxy } from '../rig/fault-proxy.ts';
import { startRegistry, type RigRegistry } from '../rig/registry.ts';
import type { DockerCli } from './docker-cli.ts';

/** A real registry on this machine behind a proxy that can slow it down. Dispose it. */
export class LocalRegistry implements AsyncDisposable {
  /** For example `127.0.0.1:5000`: engines use it without TLS. */
  readonly host: string;
  readonly proxy: FaultProxy;
  readonly #registry: RigRegistry;

  private constructor(registry: RigRegistry, proxy: FaultProxy) {
    this.#registry = registry;
    this.proxy = proxy;
    if (!('port' in proxy.address)) throw new Error('the proxy has no port');
    this.host = `127.0.0.1:${proxy.address.port}`;
  }

  static async start(): Promise<LocalRegistry> {
    const registry = await startRegistry();
    const [host = '', port] = registry.host.split(':');
    const proxy = await FaultProxy.start({
      listen: { host, port: 0 },
      target: { host, port: Number(port) },
    });
    return new LocalRegistry(registry, proxy);
  }

  /** Stores an image that the engine has under its full name, and drops it there. */
  async publish(docker: DockerCli, reference: string): Promise<void> {
    await docker.run('push', '-q', reference);
    await docker.run('rmi', reference);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy.dispose();
    await this.#registry.dispose();
  }
}
