import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { ResolvedEngine } from './engine-address.ts';
import { listEngineContexts, resolveEngineAddress } from './resolve-engine-address.ts';

let home: string;

async function addContext(
  name: string,
  host: string,
  options: { readonly tls?: readonly string[]; readonly skipVerify?: boolean } = {},
): Promise<void> {
  const folder = createHash('sha256').update(name).digest('hex');
  const meta = join(home, '.docker/contexts/meta', folder);
  await mkdir(meta, { recursive: true });
  await writeFile(
    join(meta, 'meta.json'),
    JSON.stringify({
      Name: name,
      Metadata: { Description: `about ${name}` },
      Endpoints: { docker: { Host: host, SkipTLSVerify: options.skipVerify === true } },
    }),
  );
  const tls = join(home, '.docker/contexts/tls', folder, 'docker');
  await mkdir(tls, { recursive: true });
  for (const file of options.tls ?? []) await writeFile(join(tls, file), `PEM ${file} of ${name}`);
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'berth-address-'));
  await addContext('rootless', 'unix:///run/user/1000/docker.sock');
  await addContext('lab', 'tcp://lab.example:2376', { tls: ['ca.pem', 'cert.pem', 'key.pem'] });
  await addContext('plain', 'tcp://lab.example:2375');
  await addContext('unverified', 'tcp://lab.example', { skipVerify: true });
  await addContext('half', 'tcp://lab.example', { tls: ['ca.pem', 'cert.pem'] });
  await addContext('remote', 'ssh://me:pass-word@lab.example');
  await writeFile(join(home, '.docker/config.json'), '{"currentContext":"rootless","auths":{}}');
  for (const file of ['ca.pem', 'cert.pem', 'key.pem']) {
    await writeFile(join(home, '.docker', file), `PEM ${file} of the user`);
  }
  const other = join(home, 'other');
  await mkdir(other);
  const configs = { empty: '{}', broken: '{"currentContext":', wrong: '{"currentContext":5}' };
  const named = { gone: '{"currentContext":"gone"}', default: '{"currentContext":"default"}' };
  for (const [name, text] of Object.entries({ ...configs, ...named })) {
    await mkdir(join(other, name));
    await writeFile(join(other, name, 'config.json'), text);
  }
});

afterAll(async () => {
  await rm(home, { recursive: true });
});

type Env = Readonly<Record<string, string>>;

function resolve(env: Env, platform: NodeJS.Platform = 'linux', chosen?: string) {
  const config = env['DOCKER_CONFIG'];
  const full = config === undefined ? env : { ...env, DOCKER_CONFIG: join(home, config) };
  return resolveEngineAddress({ env: full, platform, homeDirectory: home }, chosen);
}

async function refusalOf(attempt: Promise<ResolvedEngine>): Promise<Failure> {
  const error: unknown = await attempt.then(
    (engine) => new Error(`resolved to ${engine.address.url}`),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error.failure;
  throw error;
}

const unix = (path: string) => ({ kind: 'unix', path });
const DEFAULT = unix('/var/run/docker.sock');
const ROOTLESS = unix('/run/user/1000/docker.sock');

describe('the engine that the environment means', () => {
  it.each<[string, Env, object, object]>([
    ['the current context', {}, ROOTLESS, { source: 'current context', context: 'rootless' }],
    [
      'DOCKER_HOST before all',
      { DOCKER_HOST: 'unix:///h.sock', DOCKER_CONTEXT: 'lab' },
      unix('/h.sock'),
      { source: 'DOCKER_HOST', url: 'unix:///h.sock' },
    ],
    ['a bare unix://', { DOCKER_HOST: 'unix://' }, DEFAULT, { source: 'DOCKER_HOST' }],
    [
      'DOCKER_CONTEXT before the current one',
      { DOCKER_CONTEXT: 'lab' },
      {
        kind: 'tls',
        host: 'lab.example',
        port: 2376,
        tls: {
          isVerified: true,
          ca: 'PEM ca.pem of lab',
          cert: 'PEM cert.pem of lab',
          key: 'PEM key.pem of lab',
        },
      },
      { source: 'DOCKER_CONTEXT', context: 'lab', url: 'tcp://lab.example:2376' },
    ],
    [
      'DOCKER_CONTEXT=default',
      { DOCKER_CONTEXT: 'default' },
      DEFAULT,
      { source: 'DOCKER_CONTEXT', url: 'unix:///var/run/docker.sock' },
    ],
    [
      'an empty DOCKER_HOST as none',
      { DOCKER_HOST: '', DOCKER_CONTEXT: '' },
      ROOTLESS,
      { source: 'current context' },
    ],
    [
      'another settings folder',
      { DOCKER_CONFIG: 'other/empty' },
      DEFAULT,
      { source: 'default', url: 'unix:///var/run/docker.sock' },
    ],
    ['a folder that is not there', { DOCKER_CONFIG: 'other/none' }, DEFAULT, { source: 'default' }],
    [
      'a current context named default',
      { DOCKER_CONFIG: 'other/default' },
      DEFAULT,
      { source: 'default' },
    ],
    [
      'a context that skips the check',
      { DOCKER_CONTEXT: 'unverified' },
      { kind: 'tls', host: 'lab.example', port: 2376, tls: { isVerified: false } },
      { context: 'unverified' },
    ],
    [
      'tcp with DOCKER_TLS_VERIFY',
      { DOCKER_HOST: 'tcp://10.0.0.1:2400', DOCKER_TLS_VERIFY: '1' },
      {
        kind: 'tls',
        host: '10.0.0.1',
        port: 2400,
        tls: { isVerified: true, key: 'PEM key.pem of the user' },
      },
      { source: 'DOCKER_HOST' },
    ],
    [
      'a host without scheme',
      { DOCKER_HOST: 'lab.example:2376', DOCKER_TLS_VERIFY: '1' },
      { kind: 'tls', host: 'lab.example', port: 2376 },
      {},
    ],
    [
      'an IPv6 address',
      { DOCKER_HOST: 'tcp://[::1]:443', DOCKER_TLS_VERIFY: '1' },
      { kind: 'tls', host: '::1', port: 443 },
      {},
    ],
    [
      'DOCKER_TLS without the check',
      { DOCKER_HOST: 'tcp://10.0.0.1', DOCKER_TLS: '1' },
      { kind: 'tls', port: 2376, tls: { isVerified: false } },
      {},
    ],
    [
      'a password, which is not shown',
      { DOCKER_HOST: 'tcp://me:pass-word@a:1', DOCKER_TLS_VERIFY: '1' },
      { kind: 'tls', host: 'a' },
      { url: 'tcp://me@a:1' },
    ],
    [
      'DOCKER_CERT_PATH',
      { DOCKER_HOST: 'tcp://a', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/nowhere' },
      { kind: 'tls', tls: { isVerified: true } },
      {},
    ],
  ])('%s', async (_name, env, endpoint, address) => {
    expect(await resolve(env)).toMatchObject({ endpoint, address });
  });

  it('takes a pipe on Windows', async () => {
    const none = { DOCKER_CONFIG: 'other/empty' };
    const byDefault = await resolve(none, 'win32');
    expect(byDefault.endpoint).toEqual({ kind: 'pipe', path: '//./pipe/docker_engine' });
    const named = await resolve({ DOCKER_HOST: 'npipe:////./pipe/other' }, 'win32');
    expect(named.endpoint).toEqual({ kind: 'pipe', path: '//./pipe/other' });
  });

  it('puts the choice inside the app before everything', async () => {
    const chosen = await resolve({ DOCKER_HOST: 'unix:///h.sock' }, 'linux', 'lab');
    expect(chosen.address).toMatchObject({ source: 'chosen', context: 'lab' });
    const byDefault = await resolve({ DOCKER_CONTEXT: 'lab' }, 'linux', 'default');
    expect(byDefault).toMatchObject({ endpoint: DEFAULT, address: { source: 'chosen' } });
    const host = await resolve({ DOCKER_HOST: 'unix:///h.sock' }, 'linux', 'default');
    expect(host.endpoint).toEqual(unix('/h.sock'));
  });

  it.each<[string, Env, RegExp, RegExp]>([
    [
      'plain tcp',
      { DOCKER_HOST: 'tcp://10.0.0.1:2375' },
      /plain tcp \(tcp:\/\/10\.0\.0\.1:2375\)/,
      /TLS/,
    ],
    ['http', { DOCKER_HOST: 'http://10.0.0.1' }, /plain tcp/, /root/],
    ['plain tcp in a context', { DOCKER_CONTEXT: 'plain' }, /plain tcp/, /TLS/],
    ['ssh', { DOCKER_HOST: 'ssh://me@lab' }, /over ssh yet \(ssh:\/\/me@lab\)/, /context/],
    [
      'ssh with a password, not shown',
      { DOCKER_CONTEXT: 'remote' },
      /ssh:\/\/me@lab\.example\)/,
      /socket/,
    ],
    [
      'an unknown context',
      { DOCKER_CONTEXT: 'gone' },
      /no Docker context “gone”, which DOCKER_CONTEXT names/,
      /default, half, lab, plain, remote, rootless, unverified/,
    ],
    [
      'an unknown current context',
      { DOCKER_CONFIG: 'other/gone' },
      /no Docker context “gone”.*current context/,
      /default\.$/,
    ],
    [
      'broken settings',
      { DOCKER_CONFIG: 'other/broken' },
      /settings file .*config\.json cannot be read/,
      /DOCKER_HOST/,
    ],
    ['wrong settings', { DOCKER_CONFIG: 'other/wrong' }, /settings file/, /Correct/],
    ['half of a certificate', { DOCKER_CONTEXT: 'half' }, /one is missing/, /key\.pem/],
    [
      'a relative path',
      { DOCKER_HOST: 'unix://docker.sock' },
      /not a full path/,
      /unix:\/\/\/docker\.sock/,
    ],
    ['a pipe', { DOCKER_HOST: 'npipe:////./pipe/x' }, /Windows only/, /unix/],
    ['an unknown scheme', { DOCKER_HOST: 'fd://3' }, /begin with fd:\/\//, /unix/],
    [
      'a path behind the port',
      { DOCKER_HOST: 'tcp://a:1/b', DOCKER_TLS_VERIFY: '1' },
      /with a path/,
      /Leave out/,
    ],
    ['nonsense', { DOCKER_HOST: 'tcp://:x', DOCKER_TLS_VERIFY: '1' }, /cannot be read/, /unix/],
  ])('refuses %s', async (_name, env, message, hint) => {
    const failure = await refusalOf(resolve(env));
    expect(failure.code).toBe('engine-address-refused');
    expect(failure.message).toMatch(message);
    expect(failure.hint).toMatch(hint);
    expect(JSON.stringify(failure)).not.toContain('pass-word');
  });
});

describe('the list of contexts', () => {
  it('names every context, the current one, and why one cannot be used', async () => {
    const settings = { env: {}, platform: 'linux', homeDirectory: home } as const;
    const contexts = await listEngineContexts(settings);
    expect(contexts.map((context) => context.name)).toEqual([
      'default',
      'half',
      'lab',
      'plain',
      'remote',
      'rootless',
      'unverified',
    ]);
    expect(contexts.filter((context) => context.isCurrent).map((c) => c.name)).toEqual([
      'rootless',
    ]);
    const refused = contexts.filter((context) => context.refusal !== undefined).map((c) => c.name);
    expect(refused).toEqual(['half', 'plain', 'remote']);
    expect(contexts[2]).toMatchObject({ description: 'about lab', url: 'tcp://lab.example:2376' });
    expect(JSON.stringify(contexts)).not.toContain('pass-word');
  });

  it('follows DOCKER_HOST and the choice inside the app', async () => {
    const env = { DOCKER_HOST: 'tcp://10.0.0.1:2375' };
    const settings = { env, platform: 'linux', homeDirectory: home } as const;
    const [first] = await listEngineContexts(settings);
    expect(first).toMatchObject({ name: 'default', isCurrent: true, url: 'tcp://10.0.0.1:2375' });
    expect(first?.refusal).toMatch(/plain tcp/);
    const chosen = await listEngineContexts(settings, 'lab');
    expect(chosen.find((context) => context.isCurrent)?.name).toBe('lab');
  });
});
