import { beforeEach, expect, test, vi } from 'vitest';
import type { EngineState } from '../../shared/contract/engine.ts';
import { testContainer } from '../../shared/value/test-container.ts';

const list = vi.hoisted(() => vi.fn());
const get = vi.hoisted(() => vi.fn());
vi.mock('../ipc/api.ts', () => ({ api: { container: { list, get }, engine: {} } }));

const { applyNotice } = await import('./follow-engine.ts');
const { useContainerStore } = await import('./container-store.ts');
const { useEngineStore, silentSinceMs } = await import('./engine-store.ts');
const { lastValueOf } = await import('./loadable.ts');

const address = { url: 'unix:///var/run/docker.sock', source: 'default' } as const;
const failure = { code: 'engine-unreachable', message: 'Nothing listens.' } as const;
const rows = () => lastValueOf(useContainerStore.getState().list);
let connectedAtMs = 0;

/** A new connection, as the main process tells of it. */
function connected(url: string = address.url): EngineState {
  connectedAtMs += 1;
  return {
    kind: 'connected',
    address: { ...address, url },
    version: '28.5.2',
    apiVersion: '1.51',
    name: 'host',
    operatingSystem: 'Debian',
    connectedAtMs,
  };
}

/** Everything that was put off for a moment has begun. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
}

beforeEach(async () => {
  get.mockReset().mockResolvedValue({ ok: true, value: null });
  list.mockReset().mockResolvedValue({ ok: true, value: [testContainer(1)] });
  applyNotice({ kind: 'state', state: connected() });
  await vi.waitFor(() => expect(list).toHaveBeenCalled());
  await vi.waitFor(() => expect(useContainerStore.getState().list.kind).toBe('ready'));
  list.mockClear();
});

test('a new connection is listed, the same one told again is not', async () => {
  const state = connected();
  applyNotice({ kind: 'state', state });
  applyNotice({ kind: 'resync' });
  await vi.waitFor(() => expect(list).toHaveBeenCalled());
  applyNotice({ kind: 'state', state });
  await settled();
  expect(list).toHaveBeenCalledTimes(1);
  applyNotice({ kind: 'resync' });
  await settled();
  expect(list).toHaveBeenCalledTimes(2);
});

test('a loss keeps the rows, and says since when they are old', async () => {
  applyNotice({
    kind: 'state',
    state: { kind: 'reconnecting', address, sinceMs: 1, attempt: 1, failure },
  });
  expect(rows()).toHaveLength(1);
  expect(silentSinceMs(useEngineStore.getState())).toBeGreaterThan(1);
  await settled();
  expect(list).not.toHaveBeenCalled();
});

test('rows of another engine are forgotten before its own are there', async () => {
  list.mockReturnValue(new Promise(() => {}));
  applyNotice({ kind: 'state', state: connected('unix:///other.sock') });
  expect(rows()).toBeUndefined();
  await settled();
  expect(rows()).toBeUndefined();
  list.mockReset().mockResolvedValue({ ok: true, value: [] });
});

test('an event asks for its one row; programs run inside ask for nothing', async () => {
  const { id } = testContainer(1);
  for (const action of ['exec_create: sh', 'exec_start', 'exec_die', 'top', 'attach']) {
    applyNotice({ kind: 'container', action, id });
  }
  expect(get).not.toHaveBeenCalled();
  applyNotice({ kind: 'container', action: 'die', id });
  expect(get).toHaveBeenCalledExactlyOnceWith({ id });
});

test('what tells who never answered from who fell silent', () => {
  expect(silentSinceMs({ state: { kind: 'connecting' }, lastConnectedAtMs: undefined })).toBe(
    undefined,
  );
  const silent = { kind: 'not-responding', address, sinceMs: 7, failure } as const;
  expect(silentSinceMs({ state: silent, lastConnectedAtMs: undefined })).toBe(7);
  expect(silentSinceMs({ state: silent, lastConnectedAtMs: 9 })).toBe(9);
});
