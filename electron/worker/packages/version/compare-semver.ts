import { comparePieces, compareWholeNumbers } from './compare-numbers.ts';

/** Semantic versions; one with fewer than three numbers is filled up. Source: semver.org, 2.0.0, section 11. */
export function compareSemver(a: string, b: string): number | undefined {
  const first = parse(a);
  const second = parse(b);
  if (first === undefined || second === undefined) return undefined;
  const difference = comparePieces(first.numbers, second.numbers, '0', compareWholeNumbers);
  if (difference !== 0) return difference;
  if (first.stage.length === 0 || second.stage.length === 0) {
    return Number(first.stage.length === 0) - Number(second.stage.length === 0);
  }
  return comparePieces<string | undefined>(first.stage, second.stage, undefined, comparePart);
}

function parse(text: string) {
  const match = /^[v=\s]*(\d+(?:\.\d+)*)(?:-([\w.-]+))?(?:\+[\w.-]*)?$/.exec(text.trim());
  if (match === null) return undefined;
  return { numbers: match[1]?.split('.') ?? [], stage: match[2]?.split('.') ?? [] };
}

function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  const isNumberA = /^\d+$/.test(a);
  const isNumberB = /^\d+$/.test(b);
  if (isNumberA && isNumberB) return compareWholeNumbers(a, b);
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
