import { compareWholeNumbers } from './compare-numbers.ts';

/** RPM's order: epoch, version, release. A version that names no release is equal to all of them. */
export function compareRpm(a: string, b: string): number {
  const first = splitRpm(a);
  const second = splitRpm(b);
  const difference =
    compareWholeNumbers(first.epoch, second.epoch) || compareParts(first.version, second.version);
  if (difference !== 0 || first.release === '' || second.release === '') return difference;
  return compareParts(first.release, second.release);
}

function splitRpm(text: string) {
  const [, epoch = '0', version = '', release = ''] =
    /^(?:(\d+):)?([^-]*)(?:-(.*))?$/.exec(text) ?? [];
  return { epoch, version, release };
}

/** `~` comes before the end, `^` after it; numbers after letters. Source: rpm's own manual on versions. */
function compareParts(a: string, b: string): number {
  const first = a.match(/\d+|[a-z]+|[~^]/gi) ?? [];
  const second = b.match(/\d+|[a-z]+|[~^]/gi) ?? [];
  const length = Math.max(first.length, second.length);
  for (let index = 0; index < length; index++) {
    const difference = comparePart(first[index], second[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function comparePart(a: string | undefined, b: string | undefined): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0 || a === undefined || b === undefined) return rank;
  if (/^\d/.test(a)) return compareWholeNumbers(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

function rankOf(part: string | undefined): number {
  if (part === undefined) return 1;
  if (part === '~') return 0;
  if (part === '^') return 2;
  return /^\d/.test(part) ? 4 : 3;
}
