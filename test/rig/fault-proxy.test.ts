import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultStage } from './fault-stage.ts';
import { connectTo } from './proxy-address.ts';
import { bodyOf, exchange, textOf } from './raw-client.ts';

let stage: FaultStage;

beforeEach(async () => {
  stage = await FaultStage.open();
});

afterEach(async () => {
  await stage.dispose();
});

describe('passing', () => {
  it('changes nothing and counts nothing', async () => {
    expect(bodyOf(await stage.ask('/x'))).toBe('0123456789');
    expect(stage.hits).toEqual(['GET /x']);
    expect(stage.proxy.injected).toBe(0);
  });

  it('carries megabytes both ways', async () => {
    const body = 'x'.repeat(4 * 1024 * 1024);
    const head = `POST /echo HTTP/1.1\r\nHost: e\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
    const answer = await exchange(stage.proxy.address, head + body);
    expect(textOf(answer).length).toBeGreaterThan(body.length);
    expect(answer.ending).toBe('end');
  });

  it('works over tcp and tells its port', async () => {
    await stage.useTcp();
    expect(stage.proxy.address).toMatchObject({ host: '127.0.0.1' });
    expect(bodyOf(await stage.ask('/x'))).toBe('0123456789');
  });

  it('closes the client when the engine is away', async () => {
    stage.closeUpstream();
    expect((await stage.ask('/x')).reads).toEqual([]);
  });

  it('forgets connections that have ended', async () => {
    await stage.ask('/x');
    await expect.poll(() => stage.proxy.connectionCount).toBe(0);
  });
});

describe('faults of the listener', () => {
  it('refuses with the file in place', async () => {
    await stage.proxy.set({ kind: 'refuse' });
    expect(existsSync(stage.socketPath)).toBe(true);
    expect((await stage.ask('/x')).ending).toBe('ECONNREFUSED');
    expect(stage.proxy.injected).toBe(1);
  });

  it('is absent', async () => {
    await stage.proxy.set({ kind: 'absent' });
    expect((await stage.ask('/x')).ending).toBe('ENOENT');
    expect(stage.proxy.injected).toBe(1);
  });

  it.each(['refuse', 'absent'] as const)('comes back after %s', async (kind) => {
    await stage.proxy.set({ kind });
    await stage.proxy.set({ kind: 'pass' });
    expect(bodyOf(await stage.ask('/x'))).toBe('0123456789');
  });

  it('refuses on tcp and comes back at the same port', async () => {
    await stage.useTcp();
    const before = stage.proxy.address;
    await stage.proxy.set({ kind: 'refuse' });
    expect((await stage.ask('/x')).ending).toBe('ECONNREFUSED');
    await stage.proxy.set({ kind: 'pass' });
    expect(stage.proxy.address).toEqual(before);
    expect(bodyOf(await stage.ask('/x'))).toBe('0123456789');
  });

  it('ends open connections when it goes away', async () => {
    const following = stage.ask('/follow');
    await expect.poll(() => stage.hits).toEqual(['GET /follow']);
    await stage.proxy.set({ kind: 'absent' });
    expect((await following).ending).not.toBe('open');
  });
});

describe('faults of the connection', () => {
  it('hangs, and serves what waited when it passes again', async () => {
    await stage.proxy.set({ kind: 'hang' });
    const waiting = stage.ask('/x');
    expect((await stage.ask('/y', { timeoutMs: 100 })).ending).toBe('open');
    await expect.poll(() => stage.proxy.injected).toBe(2);
    expect(stage.hits).toEqual([]);
    await stage.proxy.set({ kind: 'pass' });
    expect(bodyOf(await waiting)).toBe('0123456789');
  });

  it('is half open from the first byte', async () => {
    await stage.proxy.set({ kind: 'half-open', afterBytes: 0 });
    const answer = await stage.ask('/x', { timeoutMs: 100 });
    expect(answer).toEqual({ reads: [], ending: 'open' });
    await expect.poll(() => stage.proxy.injected).toBe(1);
  });

  it('is half open after some bytes, and reports no end', async () => {
    await stage.proxy.set({ kind: 'half-open', afterBytes: 20 });
    const seen = stage.watch('/x');
    await expect.poll(() => seen.sizeBytes).toBe(20);
    await sleep(100);
    expect(seen).toMatchObject({ sizeBytes: 20, isOver: false });
    expect(stage.proxy.injected).toBe(1);
    seen.leave();
  });

  it('makes a stream half open that is running already', async () => {
    const seen = stage.watch('/follow');
    await expect.poll(() => seen.sizeBytes).toBeGreaterThan(0);
    await stage.proxy.set({ kind: 'half-open', afterBytes: 0 });
    await expect.poll(() => stage.proxy.injected).toBe(1);
    await sleep(50);
    const { sizeBytes } = seen;
    await sleep(100);
    expect(seen).toMatchObject({ sizeBytes, isOver: false });
    seen.leave();
  });

  it('delays', async () => {
    await stage.proxy.set({ kind: 'delay', delayMs: 120, jitterMs: 10 });
    expect((await stage.ask('/x', { timeoutMs: 60 })).reads).toEqual([]);
    expect(bodyOf(await stage.ask('/x'))).toBe('0123456789');
    expect(stage.proxy.injected).toBeGreaterThanOrEqual(2);
  });

  it('limits the rate', async () => {
    await stage.proxy.set({ kind: 'rate', bytesPerSecond: 500 });
    const early = textOf(await stage.ask('/x', { untilBytes: 1 }));
    expect(early.length).toBeGreaterThan(0);
    expect(early.length).toBeLessThan(100);
    expect(stage.proxy.injected).toBeGreaterThan(0);
  });

  it('lets a slowed answer go on at full speed', async () => {
    await stage.proxy.set({ kind: 'rate', bytesPerSecond: 1 });
    const answer = stage.ask('/x');
    await expect.poll(() => stage.proxy.injected).toBeGreaterThan(0);
    await stage.proxy.set({ kind: 'pass' });
    expect(bodyOf(await answer)).toBe('0123456789');
  });

  it('drips headers', async () => {
    await stage.proxy.set({ kind: 'drip', intervalMs: 1, part: 'headers' });
    const answer = await stage.ask('/x');
    expect(bodyOf(answer)).toBe('0123456789');
    expect(answer.reads.length).toBeGreaterThan(50);
    expect(stage.proxy.injected).toBeGreaterThan(50);
  });

  it('splits an answer at every byte of its head and body', async () => {
    const whole = textOf(await stage.ask('/version'));
    for (let atByte = 1; atByte < whole.length; atByte += 1) {
      await stage.proxy.set({ kind: 'split', atByte });
      const answer = await stage.ask('/version');
      expect(textOf(answer).replace(/Date: .*/, '')).toBe(whole.replace(/Date: .*/, ''));
      expect(answer.reads[0]?.length).toBe(atByte);
    }
    expect(stage.proxy.injected).toBe(whole.length - 1);
  });

  it('counts from the last request on a connection that is kept', async () => {
    await stage.proxy.set({ kind: 'split', atByte: 30 });
    const socket = connectTo(stage.proxy.address);
    const reads: number[] = [];
    socket.on('data', (chunk: Buffer) => reads.push(chunk.length));
    for (const path of ['/a', '/b']) {
      reads.length = 0;
      socket.write(`GET ${path} HTTP/1.1\r\nHost: e\r\n\r\n`);
      await expect.poll(() => reads.length).toBe(2);
      expect(reads[0]).toBe(30);
    }
    socket.destroy();
    expect(stage.proxy.injected).toBe(2);
  });

  it('chops', async () => {
    await stage.proxy.set({ kind: 'chop', sizeBytes: 7 });
    const answer = await stage.ask('/x');
    expect(bodyOf(answer)).toBe('0123456789');
    expect(new Set(answer.reads.slice(0, -1).map((read) => read.length))).toEqual(new Set([7]));
    expect(stage.proxy.injected).toBeGreaterThan(5);
  });

  it('joins what comes within a window', async () => {
    await stage.proxy.set({ kind: 'coalesce', windowMs: 400 });
    const answer = await stage.ask('/follow', { untilBytes: 1 });
    expect(answer.reads).toHaveLength(1);
    expect(textOf(answer).match(/more/g)?.length).toBeGreaterThan(3);
    expect(stage.proxy.injected).toBeGreaterThan(0);
  });

  it.each([0, 1, 17, 60])('cuts after %i bytes', async (afterBytes) => {
    await stage.proxy.set({ kind: 'cut', afterBytes });
    const answer = await stage.ask('/x');
    expect(textOf(answer)).toHaveLength(afterBytes);
    expect(answer.ending).toBe('end');
    expect(stage.proxy.injected).toBe(1);
  });

  it('cuts a stream that is running already', async () => {
    const following = stage.ask('/follow');
    await expect.poll(() => stage.hits).toEqual(['GET /follow']);
    await sleep(30);
    await stage.proxy.set({ kind: 'cut', afterBytes: 0 });
    expect((await following).ending).toBe('end');
    expect(stage.proxy.injected).toBe(1);
  });

  it('resets on tcp', async () => {
    await stage.useTcp();
    await stage.proxy.set({ kind: 'reset', afterBytes: 10 });
    expect((await stage.ask('/x')).ending).toBe('ECONNRESET');
    expect(stage.proxy.injected).toBe(1);
  });

  it('says that a unix socket cannot be reset', async () => {
    await expect(stage.proxy.set({ kind: 'reset', afterBytes: 0 })).rejects.toThrow(/unix socket/);
  });

  it('changes one byte', async () => {
    const whole = textOf(await stage.ask('/version'));
    await stage.proxy.set({ kind: 'corrupt', atByte: 9 });
    const wrong = Buffer.concat((await stage.ask('/version')).reads).toString('latin1');
    expect(wrong[9]).not.toBe(whole[9]);
    expect(wrong.slice(0, 9) + wrong.slice(10, 17)).toBe(whole.slice(0, 9) + whole.slice(10, 17));
    expect(stage.proxy.injected).toBe(1);
  });

  it('stops after the number of times it was told', async () => {
    await stage.proxy.set({ kind: 'cut', afterBytes: 5 }, { times: 2 });
    const lengths = [];
    for (let round = 0; round < 4; round += 1) lengths.push(textOf(await stage.ask('/x')).length);
    expect(lengths.slice(0, 2)).toEqual([5, 5]);
    expect(Math.min(...lengths.slice(2))).toBeGreaterThan(50);
    expect(stage.proxy.injected).toBe(2);
  });
});
