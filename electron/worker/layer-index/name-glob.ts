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

const STAR: Token = { kind: 'star' };
const ANY: Token = { kind: 'any' };

/**
 * A glob on one name, in bytes: `*`, `?` and `[a-z]` or `[!a-z]`. No pattern and no name makes it slow: after
 * a mismatch it only ever goes back to the last star.
 */
export class NameGlob {
  readonly #tokens: readonly Token[];
  /** The longest run of bytes that every fitting name has in it. */
  readonly literal: Uint8Array;

  constructor(glob: Uint8Array) {
    this.#tokens = toTokens(glob);
    this.literal = longestLiteral(this.#tokens);
  }

  /** Fits every name. */
  get isAnything(): boolean {
    return this.#tokens.every(({ kind }) => kind === 'star');
  }

  /** Whether the name from `start` to before `end` fits. */
  fits(bytes: Uint8Array, start: number, end: number): boolean {
    const tokens = this.#tokens;
    let [at, token, starToken, starAt] = [start, 0, -1, start];
    while (at < end) {
      const wanted = tokens[token];
      if (wanted?.kind === 'star') {
        [starToken, starAt] = [token, at];
        token += 1;
      } else if (wanted !== undefined && takes(wanted, bytes[at] ?? 0)) {
        token += 1;
        at += 1;
      } else if (starToken >= 0) {
        token = starToken + 1;
        starAt += 1;
        at = starAt;
      } else return false;
    }
    while (tokens[token]?.kind === 'star') token += 1;
    return token === tokens.length;
  }
}

function takes(token: Token, byte: number): boolean {
  switch (token.kind) {
    case 'star':
    case 'any':
      return true;
    case 'byte':
      return token.byte === byte;
    case 'set':
      return token.ranges.some(({ from, to }) => byte >= from && byte <= to) !== token.isNot;
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
