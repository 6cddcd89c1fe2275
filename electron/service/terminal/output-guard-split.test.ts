import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOSTILE_CASES, UNENDED_STRINGS } from './output-guard-hostile-set.ts';
import { OutputGuard } from './output-guard.ts';

const encoder = new TextEncoder();

// The same cases in every run: what fails here fails everywhere.
const SEED = 20_261_121;

const number = fc.oneof(
  fc.constantFrom('', '0', '1', '24', '25', '80', '81', '2147483647'),
  fc.nat({ max: 300 }).map(String),
);
const letter = fc.integer({ min: 0x40, max: 0x7e }).map((code) => String.fromCharCode(code));

const csi = fc
  .tuple(
    fc.constantFrom('\u001B[', '\u009B'),
    fc.constantFrom('', '', '', '?', '>', '='),
    fc.array(number, { maxLength: 4 }),
    fc.constantFrom('', '', '', ' ', "'", '$', '!'),
    fc.oneof(letter, fc.constantFrom('m', 'S', 'b', 't', 'L', 'X')),
  )
  .map(([introducer, prefix, counts, middle, final]) =>
    [introducer, prefix, counts.join(';'), middle, final].join(''),
  );

const string = fc
  .tuple(
    fc.constantFrom('\u001B]', '\u009D', '\u001BP', '\u001B_', '\u001B^', '\u0090'),
    fc.constantFrom(
      '0;',
      '2;',
      '8;;http://a.b/',
      '8;;x:',
      '52;c;',
      '4;1;',
      '$q',
      '+q',
      '1337;',
      '',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('\u0007', '\u001B\\', '\u009C', '\u0018', '\u001B[m', ''),
  )
  .map((parts) => parts.join(''));

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    'plain text\r\n',
    'e\u0301',
    '\u200D',
    '\u{1F468}\u200D',
    '日本',
    '\u0301'.repeat(20),
  ),
);

const hostile = fc.constantFrom(
  ...HOSTILE_CASES.map(({ input }) => input).filter((input) => input.length < 1000),
  ...UNENDED_STRINGS,
);

const rawBytes = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.array(
    fc.constantFrom(0x1b, 0x5b, 0x5d, 0x9b, 0x9c, 0xc2, 0xe2, 0xf0, 0x80, 0x18, 0x3b, 0x31),
    {
      maxLength: 12,
    },
  ),
);

/** What programs, files and attackers send, mixed. */
const output = fc
  .array(
    fc.oneof(
      fc.oneof(csi, string, text, hostile).map((part) => [...encoder.encode(part)]),
      rawBytes.map((bytes) => [...bytes]),
    ),
    { maxLength: 24 },
  )
  .map((parts) => Uint8Array.from(parts.flat()));

function newGuard(): OutputGuard {
  return new OutputGuard({ columns: 80, rows: 24 });
}

function inPieces(bytes: Uint8Array, sizes: readonly number[]): Uint8Array {
  const guard = newGuard();
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.byteLength; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(guard.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return new Uint8Array(Buffer.concat(pieces));
}

test('wherever the input is cut, the output is the same', () => {
  fc.assert(
    fc.property(
      output,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      (bytes, sizes) => {
        expect(inPieces(bytes, sizes)).toEqual(new Uint8Array(newGuard().push(bytes)));
      },
    ),
    { numRuns: 3000, seed: SEED },
  );
});

test('cut at every byte, the output is the same', () => {
  fc.assert(
    fc.property(output, (bytes) => {
      expect(inPieces(bytes, [1])).toEqual(new Uint8Array(newGuard().push(bytes)));
    }),
    { numRuns: 2000, seed: SEED },
  );
});

test('what came out comes out again: nothing harmless is changed, and nothing harmful comes of the change', () => {
  fc.assert(
    fc.property(output, (bytes) => {
      const once = newGuard().push(bytes);
      expect(new Uint8Array(newGuard().push(once))).toEqual(new Uint8Array(once));
    }),
    { numRuns: 2000, seed: SEED },
  );
});

test('what comes out is UTF-8, without other controls and other strings than are allowed', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  fc.assert(
    fc.property(output, (bytes) => {
      const shown = decoder.decode(newGuard().push(bytes));
      for (const character of shown) {
        const code = character.codePointAt(0) ?? 0;
        expect(code < 0x20 && code !== 0x1b ? code >= 0x07 && code <= 0x0f : true).toBe(true);
        expect(code >= 0x7f && code < 0xa0).toBe(false);
      }
      for (const sequence of shown.split('\u001B').slice(1)) {
        expect(sequence).not.toMatch(
          /^[_^X]|^P(?!\$q)|^\](?!([0128]|4|1[012]|10[4]|11[012])(;|$|\W))/u,
        );
      }
    }),
    { numRuns: 2000, seed: SEED },
  );
});

test('what comes in is left as it was', () => {
  fc.assert(
    fc.property(output, (bytes) => {
      const before = Uint8Array.from(bytes);
      newGuard().push(bytes);
      expect(bytes).toEqual(before);
    }),
    { numRuns: 300, seed: SEED },
  );
});

test('characters are read as everybody reads them, and what is none as one replacement for each part', () => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const firsts = [
    0x80, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3,
  ];
  const nexts = [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc2];
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let compared = 0;
  for (const first of [...firsts, 0xf4, 0xf5, 0xff]) {
    for (let index = 0; index < nexts.length ** 3; index += 1) {
      const tail = [index, index / nexts.length, index / nexts.length ** 2];
      // The letter at the end leaves no character open.
      const bytes = Uint8Array.of(
        first,
        ...tail.map((digits) => nexts[Math.floor(digits) % nexts.length] ?? 0),
        0x42,
      );
      const expected = decoder.decode(bytes);
      // Controls are none of this test's business.
      if (/[\u007F-\u009F]/u.test(expected)) continue;
      compared += 1;
      expect(strict.decode(newGuard().push(bytes))).toBe(expected);
      expect(strict.decode(inPieces(bytes, [1]))).toBe(expected);
    }
  }
  expect(compared).toBeGreaterThan(4000);
});
