import { beforeEach, expect, test, vi } from 'vitest';
import type { Container } from '../../shared/contract/container.ts';
import type { Reply } from '../../shared/ipc/reply.ts';
import { testContainer } from '../../shared/value/test-container.ts';

const container = vi.hoisted(() => ({
  list: vi.fn(),
  listAhead: vi.fn(),
  get: vi.fn(),
  start: vi.fn(),
  remove: vi.fn(),
}));
vi.mock('../ipc/api.ts', () => ({ api: { container } }));

const store = await import('./container-store.ts');
const { useNoticeStore } = await import('./notice-store.ts');
const { lastValueOf } = await import('./loadable.ts');

const ok = <T>(value: T): Reply<T> => ({ ok: true, value });
const failed = { ok: false, failure: { code: 'conflict', message: 'It is taken.' } } as const;
const names = () => lastValueOf(store.useContainerStore.getState().list)?.map(({ name }) => name);
const pendingOf = ({ id }: Container) => store.useContainerStore.getState().pending.get(id);

/** A reply that comes when the test says so. */
function held<T>() {
  let resolve: (reply: Reply<T>) => void = () => {};
  const promise = new Promise<Reply<T>>((settle) => (resolve = settle));
  return { promise, resolve };
}

beforeEach(async () => {
  vi.resetAllMocks();
  useNoticeStore.setState({ notices: [] });
  container.list.mockResolvedValue(ok([testContainer(1), testContainer(2)]));
  store.forgetContainers();
  await store.refreshContainers();
});

test('what was read ahead is shown until a list is asked for, and never after', async () => {
  container.listAhead.mockResolvedValue(ok([testContainer(7)]));
  store.useContainerStore.setState({ list: { kind: 'idle' } });
  await store.showListAhead();
  expect(names()).toEqual(['box-7']);
  await store.refreshContainers();
  await store.showListAhead();
  expect(names()).toEqual(['box-1', 'box-2']);
  container.listAhead.mockResolvedValue(ok(null));
  store.useContainerStore.setState({ list: { kind: 'idle' } });
  await store.showListAhead();
  expect(names()).toBeUndefined();
});

test('a failed list keeps the last one and says why', async () => {
  container.list.mockResolvedValue(failed);
  await store.refreshContainers();
  const { list } = store.useContainerStore.getState();
  expect(list).toMatchObject({ kind: 'failed', failure: { code: 'conflict' } });
  expect(names()).toEqual(['box-1', 'box-2']);
});

test('calls during a list make one more list after it, not one each', async () => {
  const first = held<readonly Container[]>();
  container.list.mockReset();
  container.list.mockReturnValueOnce(first.promise).mockResolvedValue(ok([testContainer(9)]));
  const run = store.refreshContainers();
  await Promise.all([store.refreshContainers(), store.refreshContainers()]);
  first.resolve(ok([]));
  await run;
  expect(container.list).toHaveBeenCalledTimes(2);
  expect(names()).toEqual(['box-9']);
});

test('a row read during a list is newer than the list', async () => {
  const list = held<readonly Container[]>();
  container.list.mockReturnValueOnce(list.promise);
  const run = store.refreshContainers();
  container.get.mockResolvedValueOnce(ok(null));
  await store.refreshContainer(testContainer(1).id);
  container.get.mockResolvedValueOnce(ok(testContainer(2, { state: 'exited' })));
  await store.refreshContainer(testContainer(2).id);
  list.resolve(ok([testContainer(1), testContainer(2)]));
  await run;
  expect(names()).toEqual(['box-2']);
  expect(lastValueOf(store.useContainerStore.getState().list)?.[0]?.state).toBe('exited');
});

test('events for a row that is being read lead to one more reading', async () => {
  const first = held<Container | null>();
  const row = testContainer(1);
  container.get.mockReturnValueOnce(first.promise).mockResolvedValue(ok({ ...row, name: 'new' }));
  const run = store.refreshContainer(row.id);
  for (let i = 0; i < 20; i += 1) void store.refreshContainer(row.id);
  first.resolve(ok(row));
  await run;
  expect(container.get).toHaveBeenCalledTimes(2);
  expect(names()).toEqual(['new', 'box-2']);
});

test('many changed rows at once are read as one list', async () => {
  container.get.mockReturnValue(new Promise(() => {}));
  container.list.mockClear();
  for (let i = 100; i < 200; i += 1) void store.refreshContainer(testContainer(i).id);
  expect(container.get.mock.calls.length).toBeLessThan(30);
  await vi.waitFor(() => expect(container.list).toHaveBeenCalled());
});

test('an action shows until the row was read again', async () => {
  const row = testContainer(1);
  const started = held<void>();
  const read = held<Container | null>();
  container.start.mockReturnValue(started.promise);
  container.get.mockReturnValue(read.promise);
  const run = store.startContainer(row);
  expect(pendingOf(row)).toBe('starting');
  started.resolve(ok(undefined));
  await Promise.resolve();
  expect(pendingOf(row)).toBe('starting');
  read.resolve(ok(row));
  await run;
  expect(pendingOf(row)).toBeUndefined();
  expect(useNoticeStore.getState().notices).toEqual([]);
});

test('a failed action names the container and what failed', async () => {
  container.remove.mockResolvedValue(failed);
  container.get.mockResolvedValue(ok(testContainer(1)));
  const choice = { removeAnonymousVolumes: true, force: true };
  expect(await store.removeContainer(testContainer(1), choice)).toBe(false);
  expect(container.remove).toHaveBeenCalledWith({ id: testContainer(1).id, ...choice });
  expect(useNoticeStore.getState().notices).toMatchObject([
    { kind: 'failure', text: 'Removing box-1 failed.', failure: { code: 'conflict' } },
  ]);
});

test("a list of the engine before does not become the new one's", async () => {
  const old = held<readonly Container[]>();
  container.list.mockReturnValueOnce(old.promise);
  const run = store.refreshContainers();
  store.forgetContainers();
  container.list.mockResolvedValue(ok([testContainer(5)]));
  await store.refreshContainers();
  old.resolve(ok([testContainer(1)]));
  await run;
  expect(names()).toEqual(['box-5']);
});
