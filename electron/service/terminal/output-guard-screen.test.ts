import { beforeAll, expect, test } from 'vitest';
import { HOSTILE_CASES } from './output-guard-hostile-set.ts';
import { OutputGuard } from './output-guard.ts';
import { loadScreenParts, type ScreenParts } from './screen-model.ts';
import { settledHeapBytes } from './settled-heap.ts';

const SIZE = { columns: 80, rows: 24 };
const encoder = new TextEncoder();

let parts: ScreenParts;

beforeAll(async () => {
  parts = await loadScreenParts();
});

/** What a terminal behind the guard makes of an input. */
async function drawn(input: string) {
  const terminal = new parts.Terminal({
    cols: SIZE.columns,
    rows: SIZE.rows,
    scrollback: 5000,
    allowProposedApi: true,
  });
  const replies: string[] = [];
  const titles: string[] = [];
  terminal.onData((reply) => replies.push(reply));
  terminal.onTitleChange((title) => titles.push(title));
  const bytes = new OutputGuard(SIZE).push(encoder.encode(input));
  const startedAtMs = performance.now();
  await new Promise<void>((done) => terminal.write(bytes, done));
  return { terminal, replies, titles, tookMs: performance.now() - startedAtMs };
}

/** Reports of the terminal itself: its kind, state, cursor, modes and colours. Nothing a program has put there. */
const ALLOWED_REPLY =
  /^ESC(\[\?1;2c|\[>0;276;0c|\[0n|\[\??\d+;\d+R|\[\??\d+;\d\$y|P1\$r[\d; "a-z]+ESC\\|\](4;\d+|1[012]);rgb:[\da-f/]+ESC\\)$/u;

test.each(HOSTILE_CASES)('$name: a terminal takes it without a freeze', async ({ input }) => {
  const { terminal, replies, titles, tookMs } = await drawn(`${input}\u0018\r\nafter`);
  // A second is the aim, and the bench holds figures; this tells a freeze from a busy machine.
  expect(tookMs).toBeLessThan(8_000);
  for (const reply of replies) {
    expect(reply.replaceAll('\u001B', 'ESC')).toMatch(ALLOWED_REPLY);
  }
  for (const title of titles) expect(title.length).toBeLessThanOrEqual(256);
  const { active } = terminal.buffer;
  expect(active.getLine(active.baseY + active.cursorY)?.translateToString(true)).toContain('after');
});

test.each([...'@AILMPSTXZb'.split(''), ...'BCDEFGade`'.split('')])(
  '300 huge counts of %s are no freeze',
  async (final) => {
    const { tookMs } = await drawn(`\u001B[2147483647${final}`.repeat(300));
    // Half a second is the aim; without the guard one took more than 12.
    expect(tookMs).toBeLessThan(8_000);
  },
);

test('a million marks on one character stay 32', async () => {
  const beforeBytes = settledHeapBytes();
  const { terminal } = await drawn(`e${'\u0301'.repeat(1_000_000)}x`);
  expect(settledHeapBytes() - beforeBytes).toBeLessThan(5_000_000);
  expect(terminal.buffer.active.getLine(0)?.getCell(0)?.getChars()).toBe(`e${'\u0301'.repeat(32)}`);
  expect(terminal.buffer.active.getLine(0)?.getCell(1)?.getChars()).toBe('x');
});

test('text of four languages, cut at every byte, shows no replacement', async () => {
  const text = 'naïve Ελληνικά 日本語 हिन्दी';
  const guard = new OutputGuard(SIZE);
  const { terminal } = await drawn('');
  for (const byte of encoder.encode(text)) {
    await new Promise<void>((done) => terminal.write(guard.push(Uint8Array.of(byte)), done));
  }
  expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe(text);
});

test('a title of 10 MB is told as 256 characters', async () => {
  const beforeBytes = settledHeapBytes();
  const { titles } = await drawn(`\u001B]2;${'x'.repeat(10_000_000)}\u0007`);
  expect(settledHeapBytes() - beforeBytes).toBeLessThan(2_000_000);
  expect(titles).toEqual(['x'.repeat(256)]);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'noise %d leaves a terminal that a reset brings back',
  async (seed) => {
    const bytes = noiseOf(seed, 256 * 1024);
    const guard = new OutputGuard(SIZE);
    const { terminal, replies } = await drawn('');
    const write = async (piece: Uint8Array): Promise<void> =>
      await new Promise((done) => terminal.write(guard.push(piece), done));
    for (let at = 0; at < bytes.byteLength; at += 16_384)
      await write(bytes.subarray(at, at + 16_384));
    for (const reply of replies) expect(reply.replaceAll('\u001B', 'ESC')).toMatch(ALLOWED_REPLY);
    await write(encoder.encode('\u0018\u001Bc/ # typed'));
    const { active } = terminal.buffer;
    expect(active.type).toBe('normal');
    expect(active.getLine(active.baseY + active.cursorY)?.translateToString(true)).toBe(
      '/ # typed',
    );
  },
);

/** Bytes of all kinds, with an escape for every eighth; Marsaglia's xorshift with 32 bits. */
function noiseOf(seed: number, sizeBytes: number): Uint8Array {
  let state = seed * 0x9e37_79b9;
  return new Uint8Array(sizeBytes).map(() => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state & 0x700) === 0 ? 0x1b : state & 0xff;
  });
}
