import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from './engine-binaries.ts';
import type { EngineUnavailable } from './engine-binaries.ts';
import { startDaemon } from './engine-daemon.ts';
import { engineRequest } from './engine-request.ts';
import type { RigEngine } from './engine.ts';
import { endProcess, isAlive } from './rig-process.ts';
import type { ProcessIdentity } from './rig-process.ts';

/** The one who may use a protected registry. */
export const REGISTRY_USER = { username: 'berth', password: 'right' } as const;

/** The user's line for the registry: the password as bcrypt at its lowest cost. */
const HTPASSWD = 'berth:$2y$05$abcdefghijklmnopqrstuu8xaCxxL82bnl.UY74PMksDxIJShppPC\n';

/** It listens within 0.1 s; beyond this it never will. */
const START_TIMEOUT_MS = 10_000;

const STOP_GRACE_MS = 5000;

/** A real registry on loopback, which engines use without TLS. Dispose it. */
export class RigRegistry implements AsyncDisposable {
  /** Where it answers, e.g. `127.0.0.1:5000`. */
  readonly host: string;
  readonly #directory: string;
  readonly #process: ProcessIdentity;

  constructor(host: string, directory: string, identity: ProcessIdentity) {
    this.host = host;
    this.#directory = directory;
    this.#process = identity;
  }

  /** Stores an image that the engine has as `HOST/NAME:1`, drops that tag there, and returns the reference. */
  async push(engine: RigEngine, image: string, name: string): Promise<string> {
    const repository = `${this.host}/${name}`;
    const login = JSON.stringify({ ...REGISTRY_USER, serveraddress: this.host });
    const steps = [
      ['POST', `/images/${image}/tag?repo=${encodeURIComponent(repository)}&tag=1`],
      ['POST', `/images/${repository}/push?tag=1`],
      ['DELETE', `/images/${repository}:1`],
    ] as const;
    for (const [method, path] of steps) {
      const answer = await engineRequest(engine.socketPath, path, {
        method,
        headers: { 'x-registry-auth': Buffer.from(login).toString('base64') },
      });
      // A push that fails says so inside an answer that began well.
      if (answer.status >= 300 || answer.text.includes('"error"')) {
        throw new Error(`${method} ${path}: ${answer.status} ${answer.text.trim()}`);
      }
    }
    return `${repository}:1`;
  }

  async dispose(): Promise<void> {
    await endProcess(this.#process, STOP_GRACE_MS);
    await rm(this.#directory, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
}

/** Says why there can be no registry here, or nothing where there can. */
export async function registryUnavailable(): Promise<EngineUnavailable | undefined> {
  if ((await findProgram('docker-registry')) !== undefined) return undefined;
  return { kind: 'unavailable', because: 'docker-registry is not installed' };
}

/** Starts the distribution's `docker-registry` on a free port; a protected one asks for a sign-in. */
export async function startRegistry(access: 'open' | 'protected' = 'open'): Promise<RigRegistry> {
  const directory = await mkdtemp(join(tmpdir(), 'berth-registry-'));
  const htpasswdPath = join(directory, 'htpasswd');
  const configPath = join(directory, 'config.json');
  const logPath = join(directory, 'registry.log');
  const configuration = {
    version: '0.1',
    log: { level: 'info', formatter: 'json', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(directory, 'data') }, delete: { enabled: true } },
    // Port 0: the registry takes a free one by itself and names it in its log.
    http: { addr: '127.0.0.1:0' },
    ...(access === 'open' ? {} : { auth: { htpasswd: { realm: 'berth', path: htpasswdPath } } }),
  };
  await writeFile(htpasswdPath, HTPASSWD);
  await writeFile(configPath, JSON.stringify(configuration));
  const identity = startDaemon('docker-registry', ['serve', configPath], logPath);
  try {
    return new RigRegistry(await hostFrom(logPath, identity), directory, identity);
  } catch (error) {
    await endProcess(identity, STOP_GRACE_MS);
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

async function hostFrom(logPath: string, identity: ProcessIdentity): Promise<string> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const log = await readFile(logPath, 'utf8');
    const host = /listening on (127\.0\.0\.1:\d+)/.exec(log)?.[1];
    if (host !== undefined) return host;
    if (!isAlive(identity) || performance.now() > deadline) {
      throw new Error(`the registry did not start: ${log.slice(-1000)}`);
    }
    await sleep(20);
  }
}
