import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineRequest } from './engine-request.ts';
import { engineError } from './fault-mode.ts';
import type { FaultMode } from './fault-mode.ts';
import { EVENT_LINES, FaultStage } from './fault-stage.ts';
import { connectTo } from './proxy-address.ts';
import { bodyOf, textOf } from './raw-client.ts';

const everything = /^/;

let stage: FaultStage;

beforeEach(async () => {
  stage = await FaultStage.open();
});

afterEach(async () => {
  await stage.dispose();
});

describe('faults of the HTTP layer', () => {
  it.each([400, 401, 403, 404, 409, 429, 500, 502, 503] as const)('answers %i', async (status) => {
    await stage.proxy.set(engineError(status, /^\/version/, 'no'));
    const answer = await stage.ask('/version');
    expect(textOf(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(bodyOf(answer)).toContain('{"message":"no"}');
    expect(stage.hits).toEqual([]);
    expect(stage.proxy.injected).toBe(1);
  });

  it('meets only the path and the method it is for', async () => {
    await stage.proxy.set({ ...engineError(500, /^\/version/), method: 'POST' });
    expect(textOf(await stage.ask('/version'))).toContain('200 OK');
    expect(textOf(await stage.ask('/x', { method: 'POST' }))).toContain('200 OK');
    expect(textOf(await stage.ask('/version', { method: 'POST' }))).toContain('500 ');
    expect(stage.proxy.injected).toBe(1);
  });

  it('changes JSON and headers', async () => {
    await stage.proxy.set({
      kind: 'rewrite-json',
      path: /\/version$/,
      rewrite: (value) => ({ ...(value as object), MinAPIVersion: '1.52' }),
      headers: { 'api-version': '1.99' },
    });
    const answer = await stage.ask('/version');
    expect(bodyOf(answer)).toContain('{"ApiVersion":"1.51","MinAPIVersion":"1.52"}');
    expect(textOf(answer).toLowerCase()).toContain('api-version: 1.99');
    expect(stage.proxy.injected).toBe(1);
  });

  it('sends without an end, and stops when the client leaves', async () => {
    await stage.proxy.set({ kind: 'endless', path: everything, text: '[1,'.repeat(1000) });
    const answer = await stage.ask('/x', { untilBytes: 1_000_000 });
    expect(answer.ending).toBe('open');
    expect(textOf(answer).length).toBeGreaterThanOrEqual(1_000_000);
    await expect.poll(() => stage.proxy.connectionCount).toBe(0);
    expect(stage.proxy.injected).toBe(1);
  });

  async function eventLines(
    mode: Omit<FaultMode & { kind: 'lines' }, 'kind' | 'path'>,
  ): Promise<string[]> {
    await stage.proxy.set({ kind: 'lines', path: /^\/events/, ...mode });
    return (await engineRequest(stage.socketPath, '/events')).text.trimEnd().split('\n');
  }

  it('leaves lines alone that no fault meets', async () => {
    expect(await eventLines({})).toEqual(EVENT_LINES);
    expect(stage.proxy.injected).toBe(0);
  });

  it('drops lines', async () => {
    const lines = await eventLines({ drop: 0.1 });
    expect(lines.length).toBe(EVENT_LINES.length - stage.proxy.injected);
    expect(stage.proxy.injected).toBeGreaterThan(5);
    expect(EVENT_LINES).toEqual(expect.arrayContaining(lines));
  });

  it('drops all lines', async () => {
    expect(await eventLines({ drop: 1 })).toEqual(['']);
  });

  it('doubles lines', async () => {
    const lines = await eventLines({ duplicate: 0.1 });
    expect(lines.length).toBe(EVENT_LINES.length + stage.proxy.injected);
    expect([...new Set(lines)]).toEqual(EVENT_LINES);
  });

  it('swaps lines and loses none', async () => {
    const lines = await eventLines({ reorder: 0.2 });
    expect(lines).not.toEqual(EVENT_LINES);
    expect(lines.toSorted()).toEqual(EVENT_LINES.toSorted());
    expect(stage.proxy.injected).toBeGreaterThan(5);
  });

  it('delays lines', async () => {
    const lines = await eventLines({ delayMs: 1 });
    expect(lines).toEqual(EVENT_LINES);
    expect(stage.proxy.injected).toBe(EVENT_LINES.length);
  });

  it('lets a hijacked connection through', async () => {
    await stage.proxy.set(engineError(500, /^\/never/));
    const upgrade =
      'POST /attach HTTP/1.1\r\nHost: e\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n';
    const socket = connectTo(stage.proxy.address);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.write(upgrade);
    await expect.poll(() => text).toContain('101 UPGRADED');
    socket.write('typed');
    await expect.poll(() => text).toContain('typed');
    socket.destroy();
  });

  it('closes connections that would slip past a change of layer', async () => {
    const following = stage.ask('/follow');
    await expect.poll(() => stage.hits).toEqual(['GET /follow']);
    await stage.proxy.set(engineError(500, everything));
    expect((await following).ending).not.toBe('open');
  });
});
