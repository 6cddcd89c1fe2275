import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultProxy } from '../rig/fault-proxy.ts';

/** A fault proxy before an engine, on a socket that the window's user may open. Dispose it. */
export class FaultSocket implements AsyncDisposable {
  readonly proxy: FaultProxy;
  readonly dockerHost: string;
  readonly #directory: string;
  readonly #socketPath: string;

  private constructor(proxy: FaultProxy, directory: string, socketPath: string) {
    this.proxy = proxy;
    this.#directory = directory;
    this.#socketPath = socketPath;
    this.dockerHost = `unix://${socketPath}`;
  }

  static async before(enginePath: string): Promise<FaultSocket> {
    const directory = await mkdtemp(join(tmpdir(), 'berth-fault-'));
    await chmod(directory, 0o711);
    const socketPath = join(directory, 'engine.sock');
    const proxy = await FaultProxy.start({
      listen: { socketPath },
      target: { socketPath: enginePath },
    });
    await chmod(socketPath, 0o666);
    return new FaultSocket(proxy, directory, socketPath);
  }

  /** Lets everything through again, also where the socket was away and had to be made anew. */
  async heal(): Promise<void> {
    await this.proxy.set({ kind: 'pass' });
    await chmod(this.#socketPath, 0o666);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy.dispose();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
