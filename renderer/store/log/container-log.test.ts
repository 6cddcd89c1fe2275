import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';

const logs = vi.hoisted(() => vi.fn());
vi.mock('../../ipc/api.ts', () => ({ api: { container: { logs } } }));
const { ContainerLog } = await import('./container-log.ts');

const failure = { code: 'interrupted', message: 'Cut.' } as const;

/** A log that is written in these chunks and then ends, or fails. */
async function* streamOf(
  chunks: readonly Uint8Array[],
  thrown?: Error,
): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield* chunks;
  if (thrown !== undefined) throw thrown;
}

function textsOf({ lines }: InstanceType<typeof ContainerLog>): readonly (string | undefined)[] {
  return Array.from({ length: lines.lineCount }, (_, i) => lines.lineAt(i)?.text);
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => vi.unstubAllGlobals());

test('characters cut between chunks come out whole, and the end is told as an end', async () => {
  const bytes = new TextEncoder().encode('één ✓ 🚢\nlast');
  logs.mockReturnValue(streamOf([...bytes].map((byte) => Uint8Array.of(byte))));
  const log = new ContainerLog('id');
  log.restart();
  await vi.waitFor(() => expect(log.state.kind).toBe('ended'));
  expect(textsOf(log)).toEqual(['één ✓ 🚢', 'last']);
  log.dispose();
});

test('a cut stream is interrupted, not ended; a restart begins anew', async () => {
  const bytes = new TextEncoder().encode('one\n');
  logs.mockReturnValueOnce(streamOf([bytes], new AppError(failure)));
  const log = new ContainerLog('id');
  log.restart();
  await vi.waitFor(() => expect(log.state).toEqual({ kind: 'failed', failure }));
  expect(textsOf(log)).toEqual(['one']);
  logs.mockReturnValueOnce(streamOf([bytes, bytes]));
  log.restart();
  expect(textsOf(log)).toEqual([]);
  await vi.waitFor(() => expect(log.state.kind).toBe('ended'));
  expect(textsOf(log)).toEqual(['one', 'one']);
  log.dispose();
});

test('whoever looks is told once per frame, however much came', async () => {
  const chunk = new TextEncoder().encode('x\n');
  logs.mockReturnValue(streamOf(Array.from({ length: 500 }, () => chunk)));
  const log = new ContainerLog('id');
  const told = vi.fn();
  log.subscribe(told);
  log.restart();
  await vi.waitFor(() => expect(log.lines.lineCount).toBe(500));
  expect(told.mock.calls.length).toBeLessThan(50);
  log.dispose();
});

test('leaving closes the stream', () => {
  const signals: AbortSignal[] = [];
  logs.mockImplementation((_: unknown, signal: AbortSignal) => {
    signals.push(signal);
    return streamOf([]);
  });
  const log = new ContainerLog('id');
  log.restart();
  log.dispose();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});
