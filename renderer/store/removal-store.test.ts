import { beforeEach, expect, test, vi } from 'vitest';
import type { Launch } from '../../shared/contract/launch.ts';
import { testContainer } from '../../shared/value/test-container.ts';

const container = vi.hoisted(() => ({ previewRemoval: vi.fn(), remove: vi.fn(), get: vi.fn() }));
const launch = vi.hoisted(() => ({ remove: vi.fn() }));
vi.mock('../ipc/api.ts', () => ({ api: { container, launch } }));

const store = await import('./removal-store.ts');

const { id, name } = testContainer(1);
const preview = { id, name, isRunning: true, freedBytes: 12, anonymousVolumes: ['v'] };
const aLaunch: Launch = {
  id: 'starter-1',
  name,
  templateId: 'starter',
  templateTitle: 'Starter',
  status: 'Stopped',
  steps: [],
  createdAtMs: 0,
  isEnding: false,
};

beforeEach(() => {
  vi.resetAllMocks();
  store.dismissRemoval();
  container.previewRemoval.mockResolvedValue({ ok: true, value: preview });
  container.get.mockResolvedValue({ ok: true, value: null });
  container.remove.mockResolvedValue({ ok: true, value: undefined });
  launch.remove.mockResolvedValue({ ok: true, value: undefined });
});

test('the dialog is there at once, and knows what goes when the engine said so', async () => {
  const asked = store.askRemoval(id, name);
  expect(store.useRemovalStore.getState().removal?.preview).toEqual({ kind: 'loading' });
  await asked;
  const { removal } = store.useRemovalStore.getState();
  expect(removal).toMatchObject({ name, preview: { kind: 'ready', value: preview } });
  expect(container.remove).not.toHaveBeenCalled();
});

test('a preview that comes after the dialog was left opens nothing', async () => {
  const asked = store.askRemoval(id, name);
  store.dismissRemoval();
  await asked;
  expect(store.useRemovalStore.getState().removal).toBeUndefined();
});

test('what was confirmed goes: a running container is ended, volumes only where chosen', async () => {
  await store.askRemoval(id, name);
  const { removal } = store.useRemovalStore.getState();
  if (removal === undefined) throw new Error('no dialog');
  await store.confirmRemoval(removal, preview, false);
  expect(container.remove).toHaveBeenCalledExactlyOnceWith({
    id,
    force: true,
    removeAnonymousVolumes: false,
  });
  expect(store.useRemovalStore.getState().removal).toBeUndefined();
});

test('a launch goes as a launch, with its container', async () => {
  await store.askLaunchRemoval({ ...aLaunch, containerId: id });
  const { removal } = store.useRemovalStore.getState();
  if (removal === undefined) throw new Error('no dialog');
  await store.confirmRemoval(removal, preview, false);
  expect(launch.remove).toHaveBeenCalledExactlyOnceWith({ launchId: aLaunch.id });
  expect(container.remove).not.toHaveBeenCalled();
});

test('a launch that never had a container goes without a question', async () => {
  await store.askLaunchRemoval(aLaunch);
  expect(store.useRemovalStore.getState().removal).toBeUndefined();
  expect(launch.remove).toHaveBeenCalledExactlyOnceWith({ launchId: aLaunch.id });
});
