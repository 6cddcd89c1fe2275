import { comparePieces, compareWholeNumbers } from './compare-numbers.ts';

const PATTERN = /^(\d+(?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:~[0-9a-f]+)?(?:-r(\d+))?$/;

/** Before the plain version, and after it. Source: Alpine's own description of package versions. */
const SUFFIXES = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];

/** Alpine's order. */
export function compareApk(a: string, b: string): number | undefined {
  const first = parse(a);
  const second = parse(b);
  if (first === undefined || second === undefined) return undefined;
  return (
    compareDotted(first.numbers, second.numbers) ||
    first.letter - second.letter ||
    comparePieces(first.suffixes, second.suffixes, '', compareSuffix) ||
    compareWholeNumbers(first.revision, second.revision)
  );
}

function parse(text: string) {
  const match = PATTERN.exec(text.trim());
  if (match === null) return undefined;
  const [, numbers = '', letter = '', suffixes = '', revision = '0'] = match;
  return {
    numbers: numbers.split('.'),
    letter: letter === '' ? 0 : letter.charCodeAt(0),
    suffixes: suffixes.split('_').slice(1),
    revision,
  };
}

/** More numbers are more, even if they are zero. */
function compareDotted(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = compareWholeNumbers(a[index] ?? '', b[index] ?? '');
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareSuffix(a: string, b: string): number {
  const [, wordA = '', numberA = ''] = /^([a-z]*)(\d*)$/.exec(a) ?? [];
  const [, wordB = '', numberB = ''] = /^([a-z]*)(\d*)$/.exec(b) ?? [];
  return (
    SUFFIXES.indexOf(wordA) - SUFFIXES.indexOf(wordB) ||
    compareWholeNumbers(numberA || '0', numberB || '0')
  );
}
