import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResolvedEngine } from './engine-address.ts';
import { explainFailure } from './explain-failure.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-explain-'));
  await mkdir(join(directory, 'bin'));
  await writeFile(join(directory, 'bin/dockerd'), '');
  await chmod(join(directory, 'bin/dockerd'), 0o755);
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

const at = (path: string): ResolvedEngine => ({
  endpoint: { kind: 'unix', path },
  address: { url: `unix://${path}`, source: 'default' },
});
const DEFAULT = at('/var/run/docker.sock');
const absent = { code: 'engine-unreachable', message: 'No engine answers.' } as const;
const denied = { code: 'engine-permission-denied', message: 'No.' } as const;

const settings = (platform: NodeJS.Platform = 'linux') => ({
  env: { PATH: join(directory, 'bin') },
  platform,
  homeDirectory: directory,
});

describe('explainFailure', () => {
  it('says how to start an engine that is installed', async () => {
    expect(await explainFailure(absent, DEFAULT, settings())).toEqual({
      code: 'engine-unreachable',
      message: 'Docker is not running. No engine answers at /var/run/docker.sock.',
      hint: 'Start it; Berth goes on by itself.',
      command: 'sudo systemctl start docker',
    });
  });

  it('says that none is installed', async () => {
    const failure = await explainFailure(absent, DEFAULT, { ...settings(), env: {} }, [directory]);
    expect(failure).toMatchObject({
      code: 'engine-not-installed',
      message: 'No container engine is installed on this machine.',
    });
  });

  it.each<[string, ResolvedEngine | undefined, NodeJS.Platform]>([
    ['another socket', at('/run/other.sock'), 'linux'],
    ['another system', DEFAULT, 'darwin'],
    ['no address', undefined, 'linux'],
    [
      'an engine over TLS',
      {
        endpoint: { kind: 'tls', host: 'a', port: 1, tls: { isVerified: true } },
        address: { url: 'tcp://a:1', source: 'DOCKER_HOST' },
      },
      'linux',
    ],
  ])('adds nothing for %s', async (_name, engine, platform) => {
    expect(await explainFailure(absent, engine, settings(platform))).toBe(absent);
  });

  it('adds nothing to other failures', async () => {
    const failure = { code: 'engine-protocol', message: 'No.' } as const;
    expect(await explainFailure(failure, DEFAULT, settings())).toBe(failure);
  });

  it('keeps a denial as it is where no group would help', async () => {
    // Made by this user: its group is either root's or one that the user is in.
    const missing = at(join(directory, 'none.sock'));
    expect(await explainFailure(denied, missing, settings())).toBe(denied);
  });
});
