import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineRequest } from '../rig/engine-request.ts';
import type { RigEngine } from '../rig/engine.ts';
import { until } from './each-engine.ts';

/** A real registry on loopback, which engines use without TLS. */
export interface LoopbackRegistry extends AsyncDisposable {
  /** For example `127.0.0.1:5000`. */
  readonly host: string;
  /** Stores an image that the engine has as `HOST/NAME:1`, drops it there, and returns that reference. */
  readonly publish: (rig: RigEngine, image: string, name: string) => Promise<string>;
}

/** The one who may use a protected registry. */
export const REGISTRY_USER = { username: 'berth', password: 'right' } as const;

/** The user's line for the registry: the password as bcrypt at its lowest cost. */
const HTPASSWD = 'berth:$2y$05$abcdefghijklmnopqrstuu8xaCxxL82bnl.UY74PMksDxIJShppPC\n';

/** Starts the distribution's `docker-registry`; a protected one asks for a sign-in. */
export async function startRegistry(
  access: 'open' | 'protected' = 'open',
): Promise<LoopbackRegistry> {
  const directory = await mkdtemp(join(tmpdir(), 'berth-registry-'));
  const host = `127.0.0.1:${await freePort()}`;
  const htpasswdPath = join(directory, 'htpasswd');
  await writeFile(htpasswdPath, HTPASSWD);
  const configPath = join(directory, 'config.json');
  await writeFile(
    configPath,
    JSON.stringify({
      version: '0.1',
      log: { level: 'error', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(directory, 'data') } },
      http: { addr: host },
      ...(access === 'open' ? {} : { auth: { htpasswd: { realm: 'berth', path: htpasswdPath } } }),
    }),
  );
  const child = spawn('docker-registry', ['serve', configPath], { stdio: 'ignore' });
  await once(child, 'spawn');
  await until(() =>
    fetch(`http://${host}/v2/`).then(
      () => true,
      () => false,
    ),
  );
  return {
    host,
    publish: (rig, image, name) => publish(rig, image, `${host}/${name}`),
    [Symbol.asyncDispose]: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await rm(directory, { recursive: true });
    },
  };
}

async function publish(rig: RigEngine, image: string, repository: string): Promise<string> {
  const [host = ''] = repository.split('/');
  const login = JSON.stringify({ ...REGISTRY_USER, serveraddress: host });
  const steps = [
    ['POST', `/images/${image}/tag?repo=${encodeURIComponent(repository)}&tag=1`],
    ['POST', `/images/${repository}/push?tag=1`],
    ['DELETE', `/images/${repository}:1`],
  ] as const;
  for (const [method, path] of steps) {
    const answer = await engineRequest(rig.socketPath, path, {
      method,
      headers: { 'x-registry-auth': Buffer.from(login).toString('base64') },
    });
    if (answer.status >= 300 || answer.text.includes('"error"')) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    }
  }
  return `${repository}:1`;
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
