import { comparePieces, compareWholeNumbers } from './compare-numbers.ts';

const PATTERN =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

interface PythonVersion {
  readonly epoch: string;
  readonly release: readonly string[];
  /** 0 a development version of the release itself, 1 alpha, 2 beta, 3 candidate, 4 the release. */
  readonly stage: number;
  readonly stageNumber: string;
  /** Absent where it is none. */
  readonly post: string | undefined;
  readonly dev: string | undefined;
  readonly local: readonly string[];
}

/**
 * Python's order. Where the second version names no local part, that of the first one does not count, as `2.5.1+cu121`
 * is a `2.5.1`. Source: PEP 440.
 */
export function comparePep440(a: string, b: string): number | undefined {
  const first = parse(a);
  const second = parse(b);
  if (first === undefined || second === undefined) return undefined;
  return (
    compareWholeNumbers(first.epoch, second.epoch) ||
    comparePieces(first.release, second.release, '0', compareWholeNumbers) ||
    first.stage - second.stage ||
    compareWholeNumbers(first.stageNumber, second.stageNumber) ||
    compareOptional(first.post, second.post, -1) ||
    compareOptional(first.dev, second.dev, 1) ||
    (second.local.length === 0 ? 0 : comparePieces(first.local, second.local, '', compareLocal))
  );
}

function parse(text: string): PythonVersion | undefined {
  const match = PATTERN.exec(text.trim().toLowerCase());
  if (match === null) return undefined;
  const [, epoch = '0', release = '', pre, preNumber, dash, postWord, postNumber, devWord, dev] =
    match;
  const post = dash ?? numberAfter(postWord, postNumber);
  return {
    epoch,
    release: release.split('.'),
    stage: stageOf(pre, post === undefined && devWord !== undefined),
    stageNumber: preNumber || '0',
    post,
    dev: numberAfter(devWord, dev),
    local: match[10]?.split(/[-_.]/) ?? [],
  };
}

/** A word without a number has a zero. */
function numberAfter(word: string | undefined, number: string | undefined): string | undefined {
  return word === undefined ? undefined : number || '0';
}

function stageOf(word: string | undefined, isDevelopment: boolean): number {
  if (word === undefined) return isDevelopment ? 0 : 4;
  if (word.startsWith('a')) return 1;
  return word.startsWith('b') ? 2 : 3;
}

/** `sign`: on which side stands what does not have it. */
function compareOptional(a: string | undefined, b: string | undefined, sign: number): number {
  if (a === undefined || b === undefined) {
    return a === b ? 0 : a === undefined ? sign : -sign;
  }
  return compareWholeNumbers(a, b);
}

/** Nothing, then letters, then numbers. */
function compareLocal(a: string, b: string): number {
  const isNumberA = /^\d+$/.test(a);
  const isNumberB = /^\d+$/.test(b);
  if (isNumberA && isNumberB) return compareWholeNumbers(a, b);
  if (isNumberA !== isNumberB) return isNumberA ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
