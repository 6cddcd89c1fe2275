import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultProxy } from '../rig/fault-proxy.ts';
import type { DockerCli } from './docker-cli.ts';

/** How long the registry may take to listen; it takes a tenth of a second. */
const START_TIMEOUT_MS = 10_000;

/** The distribution's registry on this machine, behind a proxy that can slow it down. Dispose it. */
export class LocalRegistry implements AsyncDisposable {
  /** For example `127.0.0.1:5000`: engines use it without TLS. */
  readonly host: string;
  readonly proxy: FaultProxy;
  readonly #process: ChildProcess;
  readonly #directory: string;

  private constructor(process: ChildProcess, directory: string, proxy: FaultProxy) {
    this.#process = process;
    this.#directory = directory;
    this.proxy = proxy;
    if (!('port' in proxy.address)) throw new Error('the proxy has no port');
    this.host = `127.0.0.1:${proxy.address.port}`;
  }

  static async start(): Promise<LocalRegistry> {
    const directory = await mkdtemp(join(tmpdir(), 'berth-registry-'));
    const port = await freePort();
    const configPath = join(directory, 'config.json');
    const config = {
      version: '0.1',
      log: { level: 'error', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(directory, 'data') } },
      http: { addr: `127.0.0.1:${port}`, relativeurls: true },
    };
    await writeFile(configPath, JSON.stringify(config));
    const child = spawn('docker-registry', ['serve', configPath], { stdio: 'ignore' });
    await once(child, 'spawn');
    await untilItAnswers(`http://127.0.0.1:${port}/v2/`);
    const proxy = await FaultProxy.start({
      listen: { host: '127.0.0.1', port: 0 },
      target: { host: '127.0.0.1', port },
    });
    return new LocalRegistry(child, directory, proxy);
  }

  /** Stores an image that the engine has under its full name, and drops it there. */
  async publish(docker: DockerCli, reference: string): Promise<void> {
    await docker.run('push', '-q', reference);
    await docker.run('rmi', reference);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy.dispose();
    this.#process.kill();
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      await once(this.#process, 'exit');
    }
    await rm(this.#directory, { recursive: true, force: true });
  }
}

async function untilItAnswers(url: string): Promise<void> {
  const endMs = performance.now() + START_TIMEOUT_MS;
  while (!(await isAnswered(url))) {
    if (performance.now() > endMs) throw new Error('the registry does not answer');
    await sleep(50);
  }
}

async function isAnswered(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
