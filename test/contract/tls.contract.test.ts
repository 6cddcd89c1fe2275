import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DockerEngine } from '../../electron/engine/docker/docker-engine.ts';
import { resolveEngineAddress } from '../../electron/engine/docker/resolve-engine-address.ts';
import { findEngines } from '../rig/engine-binaries.ts';
import { startEngine, type RigEngine } from '../rig/engine.ts';
import { failureOf } from './each-engine.ts';
import { freePort } from '../rig/free-port.ts';

const run = promisify(execFile);

/** Makes an authority, a server's certificate for 127.0.0.1 and a client's, by the CLI's file names. */
async function makeCertificates(directory: string): Promise<void> {
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: directory });
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout'] as const;
  await mkdir(directory, { recursive: true });
  const ca = ['-subj', '/CN=ca', '-out', 'ca.pem', '-days', '1'];
  await openssl('req', '-x509', ...key, 'ca-key.pem', ...ca);
  const extensions = {
    server: 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n',
    client: 'extendedKeyUsage=clientAuth\n',
  };
  for (const [name, text] of Object.entries(extensions)) {
    await writeFile(join(directory, `${name}.ext`), text);
    const files = ['-subj', `/CN=${name}`, '-out', `${name}.csr`];
    await openssl('req', ...key, `${name}-key.pem`, ...files);
    const authority = ['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-days', '1'];
    const certificate = ['-extfile', `${name}.ext`, '-out', `${name}-cert.pem`];
    await openssl('x509', '-req', '-in', `${name}.csr`, ...authority, ...certificate);
  }
  await rename(join(directory, 'client-cert.pem'), join(directory, 'cert.pem'));
  await rename(join(directory, 'client-key.pem'), join(directory, 'key.pem'));
}

const versions = await findEngines();

describe.each(versions)('TLS with Docker $version', { timeout: 60_000 }, ({ version, found }) => {
  let directory: string;
  let rig: RigEngine | undefined;
  let host: string;

  beforeAll(async () => {
    if (found.kind === 'unavailable') return;
    directory = await mkdtemp(join(tmpdir(), 'berth-tls-'));
    await Promise.all([
      makeCertificates(join(directory, 'right')),
      makeCertificates(join(directory, 'wrong')),
    ]);
    host = `tcp://127.0.0.1:${await freePort()}`;
    rig = await startEngine({
      version,
      daemonConfig: {
        hosts: [host],
        tlsverify: true,
        tlscacert: join(directory, 'right/ca.pem'),
        tlscert: join(directory, 'right/server-cert.pem'),
        tlskey: join(directory, 'right/server-key.pem'),
      },
    });
  }, 60_000);

  beforeEach((context) => {
    if (found.kind === 'unavailable') context.skip(found.because);
  });

  afterAll(async () => {
    await rig?.dispose();
    if (directory !== undefined) await rm(directory, { recursive: true });
  }, 60_000);

  const connect = async (env: Readonly<Record<string, string>>) =>
    DockerEngine.connect(
      await resolveEngineAddress({
        env: { DOCKER_HOST: host, ...env },
        platform: 'linux',
        homeDirectory: join(directory, 'home'),
      }),
    );

  it('connects with the certificates of the environment', async () => {
    const env = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(directory, 'right') };
    const { engine, version: said } = await connect(env);
    expect(said.version.startsWith(version)).toBe(true);
    await engine.ping();
    expect(await engine.listContainers()).toEqual([]);
    const stop = new AbortController();
    await engine.events({ signal: stop.signal });
    stop.abort();
    engine.dispose();
  });

  it('trusts nobody else’s engine', async () => {
    const env = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(directory, 'wrong') };
    expect(await failureOf(connect(env))).toMatchObject({
      code: 'engine-unreachable',
      message: `No trusted connection to ${host} could be made.`,
    });
  });

  it('says that the engine wants a certificate of ours', async () => {
    const only = join(directory, 'only-ca');
    await mkdir(only, { recursive: true });
    await run('cp', [join(directory, 'right/ca.pem'), only]);
    const failure = await failureOf(connect({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: only }));
    expect(failure).toMatchObject({
      code: 'engine-unreachable',
      message: `No trusted connection to ${host} could be made.`,
    });
  });

  it('is never left out', async () => {
    expect(await failureOf(connect({}))).toMatchObject({ code: 'engine-address-refused' });
  });
});
