import { comparePieces, compareWholeNumbers } from './compare-numbers.ts';

/** Debian's order: epoch, upstream version, revision; `~` comes before the end of a text. Source: deb-version(7). */
export function compareDeb(a: string, b: string): number | undefined {
  const first = splitDeb(a);
  const second = splitDeb(b);
  if (first === undefined || second === undefined) return undefined;
  return (
    compareWholeNumbers(first.epoch, second.epoch) ||
    compareParts(first.upstream, second.upstream) ||
    compareParts(first.revision, second.revision)
  );
}

function splitDeb(version: string) {
  if (!/^(?:\d+:)?[\w.+:~-]+$/.test(version)) return undefined;
  const colon = version.indexOf(':');
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? '0' : version.slice(0, colon),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

/** Runs of other characters and runs of digits take turns. */
function compareParts(a: string, b: string): number {
  const first = a.match(/\d+|\D+/g) ?? [];
  const second = b.match(/\d+|\D+/g) ?? [];
  return comparePieces(inTurns(first), inTurns(second), '', (x, y, index) =>
    index % 2 === 0 ? compareTexts(x, y) : compareWholeNumbers(x || '0', y || '0'),
  );
}

function inTurns(pieces: readonly string[]): readonly string[] {
  return /^\d/.test(pieces[0] ?? '') ? ['', ...pieces] : pieces;
}

function compareTexts(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = orderOf(a[index]) - orderOf(b[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `~` first, then the end, then letters, then everything else. */
function orderOf(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  const code = character.charCodeAt(0);
  return /[a-z]/i.test(character) ? code : code + 256;
}
