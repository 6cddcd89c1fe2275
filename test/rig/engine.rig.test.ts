import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeContainer, runContainer } from './containers.ts';
import { findEngines } from './engine-binaries.ts';
import { engineRequest } from './engine-request.ts';
import { removeAbandonedEngines } from './engine-leftovers.ts';
import { startEngine } from './engine.ts';
import type { RigEngine } from './engine.ts';
import { busyboxImage } from './images.ts';

const versions = await findEngines();

async function ping(engine: RigEngine, timeoutMs = 2000): Promise<string> {
  return (await engineRequest(engine.socketPath, '/_ping', { timeoutMs })).text;
}

async function fetchWhenUp(address: string): Promise<string> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    try {
      return await (await fetch(address)).text();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

function mountsBelow(directory: string): string[] {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  return mounts.filter((line) => line.includes(`${directory}/`));
}

describe.each(versions)('a real engine $version', ({ version, found }) => {
  let engine: RigEngine;

  beforeAll(async () => {
    if (found.kind === 'available') engine = await startEngine({ version, socketGroup: 'nogroup' });
  }, 60_000);

  beforeEach((context) => {
    if (found.kind === 'unavailable') context.skip(found.because);
  });

  afterAll(async () => {
    await engine?.dispose();
  }, 60_000);

  it('answers as the version that was asked for', async () => {
    expect(await ping(engine)).toBe('OK');
    expect(engine.version.startsWith(`${version}.`)).toBe(true);
    expect(engine.apiVersion).toBe(version === '20.10' ? '1.41' : '1.51');
    expect(engine.pid).toBeGreaterThan(1);
  });

  it('gives its socket to the group, and to nobody else', () => {
    const { mode, gid } = statSync(engine.socketPath);
    expect(mode & 0o777).toBe(0o660);
    expect(gid).toBe(
      Number(execFileSync('getent', ['group', 'nogroup'], { encoding: 'utf8' }).split(':')[2]),
    );
  });

  it('publishes a port of a container on 127.0.0.1', async () => {
    const image = await busyboxImage(engine);
    const container = await runContainer(engine, {
      image,
      command: ['httpd', '-f', '-h', '/www'],
      port: 80,
    });
    expect(await fetchWhenUp(container.address ?? '')).toBe('hello from busybox\n');
    await removeContainer(engine, container.id);
  });

  it('hangs while paused and answers again after', async () => {
    engine.pause();
    await expect(ping(engine, 500)).rejects.toThrow();
    engine.resume();
    expect(await ping(engine)).toBe('OK');
  });

  it('refuses connections while halted and comes back at the same place', async () => {
    await engine.halt();
    await expect(ping(engine)).rejects.toThrow(/ENOENT|ECONNREFUSED/);
    await engine.start();
    expect(await ping(engine)).toBe('OK');
    await engine.halt('SIGKILL');
    await expect(ping(engine)).rejects.toThrow(/ECONNREFUSED/);
    await engine.start();
    expect(await ping(engine)).toBe('OK');
  });

  it('leaves nothing behind, not even with containers running', async () => {
    const directory = engine.directory;
    const image = await busyboxImage(engine);
    await runContainer(engine, { image, command: ['sleep', '3600'], port: 80 });
    await engine.dispose();
    expect(existsSync(directory)).toBe(false);
    expect(mountsBelow(directory)).toEqual([]);
    expect(existsSync(`/sys/class/net/${engine.bridgeName}`)).toBe(false);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(directory);
  }, 60_000);
});

describe('engines beside each other', () => {
  it('do not share a network, and both publish ports', async (context) => {
    const unavailable = versions.find(({ found }) => found.kind === 'unavailable');
    if (unavailable?.found.kind === 'unavailable') context.skip(unavailable.found.because);
    await using first = await startEngine({ version: '20.10' });
    await using second = await startEngine({ version: '28.5' });
    for (const engine of [first, second, first]) {
      const image = await busyboxImage(engine);
      const command = ['httpd', '-f', '-h', '/www'];
      const { address } = await runContainer(engine, { image, command, port: 80 });
      expect(await fetchWhenUp(address ?? '')).toBe('hello from busybox\n');
    }
  }, 60_000);
});

describe('an engine whose test process was killed', () => {
  it('is gone after the next start on the machine', async (context) => {
    const found = versions[0]?.found;
    if (found?.kind === 'unavailable') context.skip(found.because);
    const script = `
      import { startEngine } from '${new URL('engine.ts', import.meta.url).href}';
      import { runContainer } from '${new URL('containers.ts', import.meta.url).href}';
      import { busyboxImage } from '${new URL('images.ts', import.meta.url).href}';
      const engine = await startEngine({ version: '20.10' });
      const image = await busyboxImage(engine);
      await runContainer(engine, { image, command: ['sleep', '3600'] });
      console.log(engine.directory);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const directory = await new Promise<string>((resolve) => {
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    });
    expect(existsSync(directory)).toBe(true);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(await removeAbandonedEngines()).toContain(directory);
    expect(existsSync(directory)).toBe(false);
    expect(mountsBelow(directory)).toEqual([]);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(directory);
  }, 60_000);
});
