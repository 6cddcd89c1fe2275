import { beforeEach, expect, test, vi } from 'vitest';
import type { ImageRemovalPlan } from '../../shared/contract/image.ts';

const image = vi.hoisted(() => ({ previewRemoval: vi.fn(), remove: vi.fn() }));
vi.mock('../ipc/api.ts', () => ({ api: { image } }));

const store = await import('./image-removal-store.ts');
const { useNoticeStore } = await import('./notice-store.ts');

const name = (reference: string) => ({ imageId: `sha256:${'0'.repeat(64)}`, reference });
const plan: ImageRemovalPlan = {
  items: [
    { ...name('a:1'), effect: 'delete', users: [] },
    { ...name('b:1'), effect: 'untag', users: [] },
    { ...name('c:1'), effect: 'stays', users: [] },
  ],
  deletedCount: 1,
  freed: { kind: 'known', bytes: 5 },
};
const failure = { code: 'in-use', message: 'It is used.' } as const;
const removal = () => store.useImageRemovalStore.getState().removal;

beforeEach(() => {
  vi.resetAllMocks();
  useNoticeStore.setState({ notices: [] });
  store.dismissImageRemoval();
  image.previewRemoval.mockResolvedValue({ ok: true, value: plan });
});

const confirm = async () => {
  await store.askImageRemoval({ kind: 'dangling' });
  const asked = removal();
  if (asked?.plan.kind !== 'ready') throw new Error('there is no plan');
  await store.confirmImageRemoval(asked, asked.plan.value);
};

test('exactly what the plan named goes, and nothing that stays', async () => {
  image.remove.mockResolvedValue({ ok: true, value: [name('a:1'), name('b:1')] });
  await confirm();
  expect(image.remove).toHaveBeenCalledWith({ names: [name('a:1'), name('b:1')] });
  expect(removal()).toBeUndefined();
  expect(useNoticeStore.getState().notices).toMatchObject([{ text: '2 images were removed.' }]);
});

test('what did not go is told one by one', async () => {
  image.remove.mockResolvedValue({ ok: true, value: [{ ...name('a:1'), failure }, name('b:1')] });
  await confirm();
  expect(removal()).toMatchObject({ stage: 'ended', failed: [{ reference: 'a:1', failure }] });
});

test('an answer that did not come says that the outcome is unknown', async () => {
  image.remove.mockResolvedValue({ ok: false, failure: { ...failure, code: 'interrupted' } });
  await confirm();
  expect(useNoticeStore.getState().notices).toMatchObject([
    { text: 'Removing 2 images: the outcome is unknown.' },
  ]);
});

test('a plan that comes after another question is not its answer', async () => {
  let answer: (value: unknown) => void = () => undefined;
  image.previewRemoval.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const first = store.askImageRemoval({ kind: 'dangling' });
  image.previewRemoval.mockResolvedValue({ ok: false, failure });
  await store.askImageRemoval({ kind: 'unused' });
  answer({ ok: true, value: plan });
  await first;
  expect(removal()).toMatchObject({ choice: { kind: 'unused' }, plan: { kind: 'failed' } });
});
