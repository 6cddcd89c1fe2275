/** One place of a glob: `star` takes any number of bytes, the others one. */
type Token =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'set'; readonly isNot: boolean; readonly ranges: readonly Range[] };

interface Range {
  readonly from: number;
  readonly to: number;
}

type ByteSet = Extract<Token, { readonly kind: 'set' }>;

/** What a place's number says where it is no byte. */
const CODE = { end: -2, star: -1, any: 256, firstSet: 257 } as const;

const STAR: Token = { kind: 'star' };
const ANY: Token = { kind: 'any' };

/**
 * A glob on one name, in bytes: `*`, `?` and `[a-z]` or `[!a-z]`. No pattern and no name makes it slow: after
 * a mismatch it only ever goes back to the last star.
 */
export class NameGlob {
  /** One number for each place: a byte, or what `CODE` says, or a set's number behind `CODE.firstSet`. */
  readonly #codes: Int32Array;
  readonly #sets: readonly ByteSet[];
  /** The longest run of bytes that every fitting name has in it. */
  readonly literal: Uint8Array;

  constructor(glob: Uint8Array) {
    const tokens = toTokens(glob);
    this.#sets = tokens.filter((token) => token.kind === 'set');
    let sets = 0;
    this.#codes = Int32Array.from(tokens, (token) => {
      if (token.kind === 'byte') return token.byte;
      return token.kind === 'set' ? CODE.firstSet + sets++ : CODE[token.kind];
    });
    this.literal = longestLiteral(tokens);
  }

  /** Fits every name. */
  get isAnything(): boolean {
    return this.#codes.every((code) => code === CODE.star);
  }

  /** Whether the name from `start` to before `end` fits. */
  fits(bytes: Uint8Array, start: number, end: number): boolean {
    const codes = this.#codes;
    let at = start;
    let place = 0;
    let starPlace = -1;
    let starAt = start;
    while (at < end) {
      const code = codes[place] ?? CODE.end;
      if (code === bytes[at] || (code >= CODE.any && this.#takes(code, bytes[at] ?? 0))) {
        place += 1;
        at += 1;
      } else if (code === CODE.star) {
        starPlace = place;
        starAt = at;
        place += 1;
      } else if (starPlace >= 0) {
        place = starPlace + 1;
        starAt += 1;
        at = starAt;
      } else return false;
    }
    while (codes[place] === CODE.star) place += 1;
    return place === codes.length;
  }

  #takes(code: number, byte: number): boolean {
    if (code === CODE.any) return true;
    const set = this.#sets[code - CODE.firstSet];
    return set?.ranges.some(({ from, to }) => byte >= from && byte <= to) !== set?.isNot;
  }
}

const OPEN = 0x5b;
const CLOSE = 0x5d;
const NOT = 0x21;
const DASH = 0x2d;

function toTokens(glob: Uint8Array): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < glob.length; at++) {
    const byte = glob[at] ?? 0;
    // A bracket right behind the opening one belongs to the set.
    const setEnd = byte === OPEN ? glob.indexOf(CLOSE, at + (glob[at + 1] === NOT ? 3 : 2)) : -1;
    if (byte === 0x2a) {
      if (tokens.at(-1) !== STAR) tokens.push(STAR);
    } else if (byte === 0x3f) tokens.push(ANY);
    else if (setEnd > at) {
      tokens.push(toSet(glob.subarray(at + 1, setEnd)));
      at = setEnd;
    } else tokens.push({ kind: 'byte', byte });
  }
  return tokens;
}

function toSet(inside: Uint8Array): Token {
  const isNot = inside[0] === NOT;
  const ranges: Range[] = [];
  for (let at = isNot ? 1 : 0; at < inside.length; at++) {
    const from = inside[at] ?? 0;
    const isRange = inside[at + 1] === DASH && at + 2 < inside.length;
    ranges.push({ from, to: isRange ? (inside[at + 2] ?? 0) : from });
    if (isRange) at += 2;
  }
  return { kind: 'set', isNot, ranges };
}

function longestLiteral(tokens: readonly Token[]): Uint8Array {
  let longest: number[] = [];
  let run: number[] = [];
  for (const token of tokens) {
    run = token.kind === 'byte' ? [...run, token.byte] : [];
    if (run.length > longest.length) longest = run;
  }
  return Uint8Array.from(longest);
}
