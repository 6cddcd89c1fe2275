import { comparePieces, compareWholeNumbers } from './compare-numbers.ts';

/** conda's order. Source: the description of `VersionOrder` in conda's own documentation. */
export function compareConda(a: string, b: string): number | undefined {
  const first = parse(a);
  const second = parse(b);
  if (first === undefined || second === undefined) return undefined;
  return (
    compareWholeNumbers(first.epoch, second.epoch) ||
    comparePieces(first.main, second.main, ['0'], compareComponent) ||
    comparePieces(first.local, second.local, ['0'], compareComponent)
  );
}

function parse(text: string) {
  const match = /^(?:(\d+)!)?([a-z0-9_.-]+)(?:\+([a-z0-9_.-]+))?$/.exec(text.trim().toLowerCase());
  if (match === null) return undefined;
  return { epoch: match[1] ?? '0', main: componentsOf(match[2]), local: componentsOf(match[3]) };
}

/** Runs of digits and of letters; a component that begins with letters has a zero in front. */
function componentsOf(text: string | undefined): readonly (readonly string[])[] {
  if (text === undefined) return [];
  return text.split(/[._-]/).map((component) => {
    const runs = component.match(/\d+|\D+/g) ?? ['0'];
    return /^\d/.test(runs[0] ?? '') ? runs : ['0', ...runs];
  });
}

function compareComponent(a: readonly string[], b: readonly string[]): number {
  return comparePieces(a, b, '0', compareRun);
}

function compareRun(a: string, b: string): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (/^\d/.test(a)) return compareWholeNumbers(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `dev` before all other words, these before numbers, `post` after everything. */
function rankOf(run: string): number {
  if (/^\d/.test(run)) return 2;
  if (run === 'dev') return 0;
  return run === 'post' ? 3 : 1;
}
