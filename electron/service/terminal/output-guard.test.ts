import { expect, test } from 'vitest';
import { HOSTILE_CASES, UNENDED_STRINGS } from './output-guard-hostile-set.ts';
import { OutputGuard } from './output-guard.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const SIZE = { columns: 80, rows: 24 };

/** What comes out for text, or for bytes. */
function guarded(input: string | Uint8Array, guard = new OutputGuard(SIZE)): string {
  const bytes = typeof input === 'string' ? encoder.encode(input) : input;
  return decoder.decode(guard.push(bytes));
}

/** The same in pieces of so many bytes. */
function inPieces(input: string, sizeBytes: number): string {
  const guard = new OutputGuard(SIZE);
  const bytes = encoder.encode(input);
  let output = '';
  for (let at = 0; at < bytes.byteLength; at += sizeBytes) {
    output += Buffer.from(guard.push(bytes.subarray(at, at + sizeBytes))).toString('latin1');
  }
  return Buffer.from(output, 'latin1').toString('utf8');
}

/** Every introducer and end of a string as one C1 code point. */
function withC1(input: string): string {
  let output = input;
  for (const byte of ['[', ']', 'P', '_', '^', 'X', '\\']) {
    const c1 = String.fromCharCode(byte.charCodeAt(0) + 0x40);
    output = output.replaceAll(`\u001B${byte}`, c1);
  }
  return output;
}

test('the hostile set is as large as promised, and no case is there twice', () => {
  expect(HOSTILE_CASES.length).toBeGreaterThanOrEqual(120);
  expect(new Set(HOSTILE_CASES.map(({ name }) => name)).size).toBe(HOSTILE_CASES.length);
});

test.each(HOSTILE_CASES)('$name: only what is harmless passes', ({ input, output }) => {
  expect(guarded(input)).toBe(output);
});

test.each(HOSTILE_CASES)('$name: the text before and after it stays', ({ input, output }) => {
  expect(guarded(`before\u001B[?1049h${input}x\r\nafter`)).toBe(
    `before\u001B[?1049h${output}x\r\nafter`,
  );
});

test.each(HOSTILE_CASES)('$name: the same in pieces, and again', ({ input, output }) => {
  for (const sizeBytes of [1, 2, 3, 7]) expect(inPieces(input, sizeBytes)).toBe(output);
  expect(guarded(output)).toBe(output);
});

test.each(HOSTILE_CASES)('$name: the same with C1 controls', ({ input, output }) => {
  expect(guarded(withC1(input))).toBe(guarded(input));
  // A character that is text stays in its place: what is allowed comes out in its 7-bit form.
  expect(output).not.toMatch(/[\u0080-\u009F]/u);
});

test.each([
  ['colours', '\u001B[1;38;5;196mred\u001B[0m and \u001B[48;2;1;2;3mblue\u001B[m\r\n'],
  ['a screen program', '\u001B[?1049h\u001B[2;5H\u001B[2K\u001B[5Xx\u001B[3L\u001B[?25l\u001B[4 q'],
  ['four languages', 'naïve — 日本語 — Ελληνικά — हिन्दी नमस्ते — עברית\t🎉🏽\r\n'],
  ['bell, backspace, tabs and shifts', 'a\u0007b\bc\td\u000Be\u000Cf\u000E\u000F'],
])('%s: what needs no change is handed on without a copy', (_, text) => {
  const bytes = encoder.encode(text);
  expect(new OutputGuard(SIZE).push(bytes)).toBe(bytes);
});

test('what is no UTF-8 shows as replacements, and cannot hide a sequence', () => {
  const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
  expect(guarded(bytes(0x61, 0xe9, 0x62))).toBe('a\uFFFDb');
  expect(guarded(bytes(0x9b, 0x33, 0x31, 0x6d))).toBe('\uFFFD31m');
  expect(guarded(bytes(0xe2, 0x1b, 0x5b, 0x6d))).toBe('\uFFFD\u001B[m');
  expect(guarded(bytes(0xe2, 0x1b, 0x5d, 0x35, 0x32, 0x3b, 0x07))).toBe('\uFFFD');
  expect(guarded(bytes(0xc0, 0x9b))).toBe('\uFFFD\uFFFD');
  expect(guarded(bytes(0xed, 0xa0, 0x80))).toBe('\uFFFD\uFFFD\uFFFD');
  expect(guarded(bytes(0xf5, 0x80, 0x80, 0x80))).toBe('\uFFFD\uFFFD\uFFFD\uFFFD');
});

test('a character whose last byte is 0x9C does not end a string', () => {
  expect(guarded('\u001B]2;a\u271Cb\u0007')).toBe('\u001B]2;a\u271Cb\u0007');
});

test('a screen that grew lets larger counts pass', () => {
  const guard = new OutputGuard(SIZE);
  expect(guarded('\u001B[40S', guard)).toBe('\u001B[24S');
  guard.resize({ columns: 200, rows: 50 });
  expect(guarded('\u001B[40S\u001B[200b', guard)).toBe('\u001B[40S\u001B[200b');
});

test('titles are told when they change, cleaned to one line of 256 characters', () => {
  const guard = new OutputGuard(SIZE);
  const told: string[] = [];
  guard.onTitle = (title) => told.push(title);
  guarded('\u001B]0;one\u0007\u001B]2;one\u0007\u001B]2; two\n\u202E \u0007', guard);
  guarded(`\u001B]0;${'\u{1F600}'.repeat(200)}\u0007\u001B]2;\u0007`, guard);
  expect(told).toEqual(['one', 'two', '\u{1F600}'.repeat(128), '']);
  expect(guard.title).toBe('');
});

test('an icon name is no title', () => {
  const guard = new OutputGuard(SIZE);
  guarded('\u001B]0;title\u0007\u001B]1;icon\u0007', guard);
  expect(guard.title).toBe('title');
});

test('links above 2,000 show as text', () => {
  const link = (index: number): string => `\u001B]8;;http://a/${index}\u001B\\x`;
  const guard = new OutputGuard(SIZE);
  const links = Array.from({ length: 2000 }, (_, index) => link(index)).join('');
  expect(guarded(links, guard)).toBe(links);
  expect(guarded(link(2000), guard)).toBe('\u001B]8;;\u001B\\x');
});

test.each(UNENDED_STRINGS)('40 MB behind %j are swallowed, not kept', (introducer) => {
  const guard = new OutputGuard(SIZE);
  const piece = new Uint8Array(1024 * 1024).fill(0x78);
  guarded(introducer, guard);
  const before = process.memoryUsage().arrayBuffers;
  for (let count = 0; count < 40; count += 1) expect(guard.push(piece).byteLength).toBe(0);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  expect(guarded('\u0018prompt', guard)).toBe('prompt');
});

test.each([
  ['a control', '\n'],
  ['an escape', '\u001B7'],
  ['a control sequence', '\u001B[m'],
  ['what is dropped', '\u0000'],
])('%s between marks begins no other character', (_, between) => {
  const shown = between === '\u0000' ? '' : between;
  const marks = '\u0301'.repeat(20);
  // Copied from the first byte on, which is none, and handed on as it is.
  for (const first of ['\u0000', '']) {
    expect(guarded(`${first}e${marks}${between}${marks}x${marks}`)).toBe(
      `e${marks}${shown}${'\u0301'.repeat(12)}x${marks}`,
    );
  }
});
