/** A place on a plane, in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Fills a box with rectangles of the given sizes, as near to squares as they go (Bruls, Huizing and van Wijk 2000).
 * @param sizes all above 0, the largest first
 * @returns a box for each size, in their order
 */
export function squarify(sizes: readonly number[], box: Box): readonly Box[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const scale = total === 0 ? 0 : (box.width * box.height) / total;
  const boxes: Box[] = [];
  let free = box;
  let start = 0;
  while (start < sizes.length) {
    const end = endOfRow(sizes, start, scale, Math.min(free.width, free.height));
    const row = sizes.slice(start, end).map((size) => size * scale);
    const rowArea = row.reduce((sum, area) => sum + area, 0);
    free = layRow(row, rowArea, free, boxes);
    start = end;
  }
  return boxes;
}

/** Where a row ends: one more rectangle would make its worst one longer. */
function endOfRow(sizes: readonly number[], start: number, scale: number, sidePx: number): number {
  const largest = (sizes[start] ?? 0) * scale;
  let sum = 0;
  let worst = Infinity;
  for (let end = start; end < sizes.length; end += 1) {
    const area = (sizes[end] ?? 0) * scale;
    sum += area;
    const next = Math.max((sidePx ** 2 * largest) / sum ** 2, sum ** 2 / (sidePx ** 2 * area));
    if (next > worst) return end;
    worst = next;
  }
  return sizes.length;
}

/** Lays a row along the shorter side, and returns what is left. */
function layRow(row: readonly number[], rowArea: number, free: Box, boxes: Box[]): Box {
  const isColumn = free.width >= free.height;
  const sidePx = isColumn ? free.height : free.width;
  const thickPx = sidePx === 0 ? 0 : rowArea / sidePx;
  let at = isColumn ? free.top : free.left;
  for (const area of row) {
    const longPx = thickPx === 0 ? 0 : area / thickPx;
    boxes.push(
      isColumn
        ? { left: free.left, top: at, width: thickPx, height: longPx }
        : { left: at, top: free.top, width: longPx, height: thickPx },
    );
    at += longPx;
  }
  return isColumn
    ? { ...free, left: free.left + thickPx, width: Math.max(0, free.width - thickPx) }
    : { ...free, top: free.top + thickPx, height: Math.max(0, free.height - thickPx) };
}
