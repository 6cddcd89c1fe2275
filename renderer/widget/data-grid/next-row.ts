/**
 * Which row a key moves to.
 * @returns the new index, or undefined when the key moves nothing
 */
export function nextRow(
  key: string,
  index: number,
  rowCount: number,
  pageRows: number,
): number | undefined {
  if (rowCount === 0) return undefined;
  const last = rowCount - 1;
  const to = (target: number): number => Math.max(0, Math.min(last, target));
  switch (key) {
    case 'ArrowDown':
      return to(index + 1);
    case 'ArrowUp':
      return to(index < 0 ? last : index - 1);
    case 'PageDown':
      return to(Math.max(0, index) + pageRows);
    case 'PageUp':
      return to(index - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
