import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chooseDrawing, type GpuFacts } from './choose-drawing.ts';
import { ScreenDrawing, type GpuAddon } from './screen-drawing.ts';

const FAST: GpuFacts = { kind: 'there', name: 'Fine Card', isSlow: false, frameMs: 1.2 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the card draws where it is there and fast, or where a person insists', () => {
  const by = (choice: 'automatic' | 'gpu' | 'dom', gpu: GpuFacts): string =>
    chooseDrawing(choice, gpu).by;
  expect(by('automatic', FAST)).toBe('gpu');
  expect(by('dom', FAST)).toBe('dom');
  for (const choice of ['automatic', 'gpu'] as const)
    expect(by(choice, { kind: 'none' })).toBe('dom');
  for (const slow of [
    { name: 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))' },
    { name: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
    { name: 'Microsoft Basic Render Driver' },
    { isSlow: true },
    { frameMs: 20 },
    { frameMs: undefined },
  ]) {
    const gpu = { ...FAST, ...slow };
    expect(by('automatic', gpu)).toBe('dom');
    expect(by('gpu', gpu)).toBe('gpu');
    expect(chooseDrawing('automatic', gpu).reason).toMatch(/\.$/);
  }
});

/** A screen whose contexts are lost when the test says so. */
function made(facts: GpuFacts = FAST) {
  const told: string[] = [];
  const live = new Set<GpuAddon>();
  const lose: (() => void)[] = [];
  let canMake = true;
  const drawing = new ScreenDrawing({
    loadAddon: (addon) => addon.activate({} as never),
    makeGpu: async () => {
      await Promise.resolve();
      if (!canMake) throw new Error('no context');
      const addon: GpuAddon = {
        activate: () => void live.add(addon),
        dispose: () => void live.delete(addon),
        onContextLoss: (listener) => lose.push(listener),
      };
      return addon;
    },
    measureGpu: async () => await Promise.resolve(facts),
    onDrawing: ({ by, reason }) => told.push(`${by}: ${reason}`),
  });
  const settle = async (ms = 0): Promise<void> => void (await vi.advanceTimersByTimeAsync(ms));
  return { drawing, told, live, lose, settle, refuse: () => (canMake = false) };
}

test('a context that is lost is asked for once more, and no third time', async () => {
  const { drawing, told, live, lose, settle } = made();
  drawing.choose('automatic');
  await settle();
  expect(live.size).toBe(1);
  lose[0]?.();
  expect(live.size).toBe(0);
  expect(told.at(-1)).toMatch(/^dom: .*once more/);
  await settle(1000);
  expect(live.size).toBe(1);
  expect(told.at(-1)).toMatch(/^gpu/);
  lose[1]?.();
  await settle(10_000);
  expect(live.size).toBe(0);
  expect(told.at(-1)).toMatch(/^dom: .*twice/);
  drawing.choose('gpu');
  await settle();
  expect(live.size).toBe(1);
  drawing.dispose();
  expect(live.size).toBe(0);
});

test('a hidden screen holds no context, and one that comes too late is given back', async () => {
  const { drawing, live, settle } = made();
  drawing.choose('automatic');
  drawing.setShown(false);
  await settle();
  expect(live.size).toBe(0);
  drawing.setShown(true);
  await settle();
  expect(live.size).toBe(1);
  drawing.choose('dom');
  await settle();
  expect(live.size).toBe(0);
});

test('a card that refuses leaves the drawing to the page', async () => {
  const { drawing, told, settle, refuse } = made();
  refuse();
  drawing.choose('automatic');
  await settle();
  expect(told).toEqual(['dom: The graphics card gave no context.']);
});
