/** Order of two whole numbers of any length, as texts of digits. */
export function compareWholeNumbers(a: string, b: string): number {
  const first = a.replace(/^0+/, '');
  const second = b.replace(/^0+/, '');
  return first.length - second.length || (first < second ? -1 : first > second ? 1 : 0);
}

/** The first difference of two lists, the shorter one filled up. */
export function comparePieces<Piece>(
  a: readonly Piece[],
  b: readonly Piece[],
  filling: Piece,
  compare: (a: Piece, b: Piece, index: number) => number,
): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = compare(a[index] ?? filling, b[index] ?? filling, index);
    if (difference !== 0) return difference;
  }
  return 0;
}
