import { beforeEach, expect, test, vi } from 'vitest';
import type { TerminalSize } from '../../shared/contract/terminal.ts';
import { AppError } from '../../shared/ipc/app-error.ts';
import type { Reply } from '../../shared/ipc/reply.ts';

const terminal = vi.hoisted(() => ({ attach: vi.fn(), write: vi.fn(), resize: vi.fn() }));
vi.mock('../ipc/api.ts', () => ({ api: { terminal } }));

const { TerminalScreenLine } = await import('./terminal-screen-line.ts');
const { useNoticeStore } = await import('./notice-store.ts');

const DONE: Reply<void> = { ok: true, value: undefined };
const SIZE: TerminalSize = { columns: 80, rows: 24 };
const sessionId = 'session-0123456789abcdef';

const NO_SINK = {
  size: SIZE,
  reset: () => undefined,
  write: async () => await Promise.resolve(),
  drawn: async () => await Promise.resolve(),
};

/** Replies that come when the test says so, oldest first. */
function heldReplies(of: typeof terminal.write): (reply: Reply<void>) => Promise<void> {
  const waiting: ((reply: Reply<void>) => void)[] = [];
  of.mockImplementation(
    async () => await new Promise<Reply<void>>((resolve) => void waiting.push(resolve)),
  );
  return async (reply) => {
    waiting.shift()?.(reply);
    await new Promise<void>((resolve) => void setTimeout(resolve));
  };
}

const written = (): readonly string[] =>
  terminal.write.mock.calls.map(([input]) => (input as { text: string }).text);

beforeEach(() => {
  vi.resetAllMocks();
  terminal.attach.mockImplementation(async function* () {
    yield Uint8Array.of();
    await new Promise<never>(() => {});
  });
  useNoticeStore.setState({ notices: [] });
});

test('keys go one after the other; what is typed meanwhile goes together', async () => {
  const answer = heldReplies(terminal.write);
  const line = new TerminalScreenLine(sessionId, NO_SINK);
  for (const key of 'echo') line.type(key);
  expect(written()).toEqual(['e']);
  await answer(DONE);
  expect(written()).toEqual(['e', 'cho']);
  line.type('\r');
  await answer(DONE);
  await answer(DONE);
  expect(written()).toEqual(['e', 'cho', '\r']);
  line.type('x');
  expect(written()).toHaveLength(4);
});

test('what is refused is not sent later, and the bar alone says why', async () => {
  const answer = heldReplies(terminal.write);
  const line = new TerminalScreenLine(sessionId, NO_SINK);
  line.type('a');
  line.type('b');
  await answer({ ok: false, failure: { code: 'conflict', message: 'It has ended.' } });
  expect(written()).toEqual(['a']);
  expect(useNoticeStore.getState().notices).toEqual([]);
  line.type('c');
  await answer({ ok: false, failure: { code: 'interrupted', message: 'Cut.' } });
  expect(written()).toEqual(['a', 'c']);
  expect(useNoticeStore.getState().notices).toHaveLength(1);
});

test('a long paste is cut into pieces, and never through a character', async () => {
  terminal.write.mockResolvedValue(DONE);
  const text = `${'x'.repeat(64 * 1024 - 1)}😀${'y'.repeat(100_000)}`;
  new TerminalScreenLine(sessionId, NO_SINK).type(text);
  await vi.waitFor(() => expect(written().join('')).toBe(text));
  expect(written()).toHaveLength(3);
  for (const piece of written()) expect(piece).not.toMatch(/\p{Cs}/u);
});

test('of many sizes the last one is told last, one request at a time', async () => {
  const answer = heldReplies(terminal.resize);
  const line = new TerminalScreenLine(sessionId, NO_SINK);
  for (let rows = 1; rows <= 200; rows += 1) line.resize({ columns: 80, rows });
  expect(terminal.resize).toHaveBeenCalledTimes(1);
  await answer(DONE);
  await answer(DONE);
  expect(terminal.resize).toHaveBeenCalledTimes(2);
  expect(terminal.resize).toHaveBeenLastCalledWith({ sessionId, size: { columns: 80, rows: 200 } });
});

test('a cut screen is emptied and drawn again; the next bytes wait for the ones before', async () => {
  const seen: string[] = [];
  let runs = 0;
  terminal.attach.mockImplementation(async function* () {
    runs += 1;
    yield Uint8Array.of(runs);
    seen.push('asked');
    if (runs === 1) throw new AppError({ code: 'interrupted', message: 'Cut.' });
    await new Promise<never>(() => {});
  });
  const line = new TerminalScreenLine(sessionId, {
    size: SIZE,
    reset: () => void seen.push('reset'),
    write: async ([byte]) => {
      await Promise.resolve();
      seen.push(`byte ${byte}`);
    },
    drawn: async () => {
      await Promise.resolve();
      seen.push('drawn');
    },
  });
  await vi.waitFor(() =>
    expect(seen.join(', ')).toBe('reset, byte 1, drawn, asked, reset, byte 2, drawn, asked'),
  );
  expect(terminal.attach).toHaveBeenCalledWith(
    { sessionId, size: SIZE, mayShorten: true },
    expect.anything(),
  );
  line.dispose();
});

test('a hidden screen goes on until all that it held is replaced, and is filled anew when shown', async () => {
  const seen: string[] = [];
  let give: (bytes: Uint8Array) => void = () => undefined;
  terminal.attach.mockImplementation(async function* (_input: unknown, signal: AbortSignal) {
    seen.push('attached');
    signal.addEventListener('abort', () => seen.push('let go'));
    while (!signal.aborted) yield await new Promise<Uint8Array>((resolve) => (give = resolve));
  });
  const line = new TerminalScreenLine(sessionId, {
    ...NO_SINK,
    reset: () => void seen.push('reset'),
    write: async (bytes) => {
      seen.push(`${bytes.byteLength}`);
      await Promise.resolve();
    },
  });
  const given = async (sizeBytes: number): Promise<void> => {
    give(new Uint8Array(sizeBytes));
    await new Promise<void>((resolve) => void setTimeout(resolve));
  };
  await given(0);
  line.hide();
  await given(300_000);
  line.show();
  line.hide();
  await given(300_000);
  expect(seen).toEqual(['reset', 'attached', '0', '300000', '300000']);
  await given(300_000);
  expect(seen.slice(5)).toEqual(['300000', 'let go']);
  line.show();
  await given(7);
  expect(seen.slice(7)).toEqual(['reset', 'attached', '7']);
  line.dispose();
});
