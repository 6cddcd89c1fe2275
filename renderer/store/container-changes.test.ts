import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testContainer } from './test-container.ts';

const get = vi.hoisted(() => vi.fn());
vi.mock('../ipc/api.ts', () => ({ api: { container: { get } } }));
const { containerChanged } = await import('./container-changes.ts');

const { id } = testContainer(1);

beforeEach(() => {
  vi.useFakeTimers();
  get.mockReset().mockResolvedValue({ ok: true, value: null });
});
afterEach(() => vi.useRealTimers());

test('a change is read at once, and once more when it has come to rest', async () => {
  containerChanged(id, false);
  expect(get).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(5000);
  expect(get).toHaveBeenCalledTimes(2);
});

test('a burst is confirmed by one reading, not by one each', async () => {
  for (let i = 0; i < 10; i += 1) {
    containerChanged(id, false);
    await vi.advanceTimersByTimeAsync(10);
  }
  const before = get.mock.calls.length;
  await vi.advanceTimersByTimeAsync(5000);
  expect(get.mock.calls.length).toBe(before + 1);
});
