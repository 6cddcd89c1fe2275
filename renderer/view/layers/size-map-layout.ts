import type { SizeArea } from '../../../shared/contract/layer.ts';
import { squarify, type Box } from './squarify.ts';

/** An area with its place in the picture. */
export interface DrawnArea {
  readonly area: SizeArea;
  readonly box: Box;
  /** 1 for what lies in the folder that is shown. */
  readonly depth: number;
  /** Which colour: the same for everything in one branch. Absent above the branches. */
  readonly branch: number | undefined;
  /** Its contents are drawn in it. */
  readonly isNest: boolean;
}

/** How many colours tell branches apart. */
export const BRANCH_COLOURS = 8;
/** The band above a folder's contents, which has its name. */
const BAND_PX = 19;
/** Around a folder's contents. */
const EDGE_PX = 3;
/** Between neighbours. */
const GAP_PX = 1;
/** A folder that is smaller is drawn without its contents: they would be specks. */
const LEAST_NEST_PX = 52;
/** Nothing smaller can be seen or hit. */
const LEAST_AREA_PX = 3;
/** A folder that holds nearly everything says nothing by its colour: what is in it does. */
const NEARLY_ALL = 0.8;

/** Lays areas out as rectangles in rectangles; what is not listed stays free, in proportion. */
export function layOutAreas(
  areas: readonly SizeArea[],
  root: { readonly node: number; readonly sizeBytes: number },
  box: Box,
): readonly DrawnArea[] {
  const childrenOf = new Map<number, SizeArea[]>();
  for (const area of areas) {
    const siblings = childrenOf.get(area.parent);
    if (siblings === undefined) childrenOf.set(area.parent, [area]);
    else siblings.push(area);
  }
  const colourParent = findColourParent(childrenOf, root);
  const drawn: DrawnArea[] = [];
  const draw = (
    holder: { readonly node: number; readonly sizeBytes: number },
    inside: Box,
    depth: number,
    branch: number | undefined,
  ): void => {
    const children = (childrenOf.get(holder.node) ?? []).toSorted(
      (a, b) => b.sizeBytes - a.sizeBytes,
    );
    const listedBytes = children.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const restBytes = Math.max(0, holder.sizeBytes - listedBytes);
    const boxes = squarify(
      [...children.map(({ sizeBytes }) => sizeBytes), ...(restBytes > 0 ? [restBytes] : [])],
      inside,
    );
    for (const [index, area] of children.entries()) {
      const outer = shrink(boxes[index] ?? inside, GAP_PX);
      if (outer.width < LEAST_AREA_PX || outer.height < LEAST_AREA_PX) continue;
      const own = holder.node === colourParent ? index % BRANCH_COLOURS : branch;
      const isNest =
        childrenOf.has(area.node) && Math.min(outer.width, outer.height) >= LEAST_NEST_PX;
      drawn.push({ area, box: outer, depth, branch: own, isNest });
      if (isNest) draw(area, insideOf(outer), depth + 1, own);
    }
  };
  draw(root, box, 1, undefined);
  return drawn;
}

function findColourParent(
  childrenOf: ReadonlyMap<number, readonly SizeArea[]>,
  root: { readonly node: number; readonly sizeBytes: number },
): number {
  let holder = root;
  for (;;) {
    const [largest] = (childrenOf.get(holder.node) ?? []).toSorted(
      (a, b) => b.sizeBytes - a.sizeBytes,
    );
    const isNearlyAll =
      largest !== undefined &&
      childrenOf.has(largest.node) &&
      largest.sizeBytes > NEARLY_ALL * holder.sizeBytes;
    if (!isNearlyAll) return holder.node;
    holder = largest;
  }
}

function shrink({ left, top, width, height }: Box, gapPx: number): Box {
  return { left, top, width: Math.max(0, width - gapPx), height: Math.max(0, height - gapPx) };
}

function insideOf({ left, top, width, height }: Box): Box {
  return {
    left: left + EDGE_PX,
    top: top + BAND_PX,
    width: width - 2 * EDGE_PX + GAP_PX,
    height: height - BAND_PX - EDGE_PX + GAP_PX,
  };
}

/** The area that an arrow key leads to: the nearest neighbour on that side, in the same folder. */
export function neighbourOf(
  drawn: readonly DrawnArea[],
  from: DrawnArea,
  key: string,
): DrawnArea | undefined {
  const start = middleOf(from.box);
  let best: { readonly area: DrawnArea; readonly distance: number } | undefined;
  for (const area of drawn) {
    if (area === from || area.area.parent !== from.area.parent) continue;
    const { x, y } = middleOf(area.box);
    const [along, across] = stepOf(key, x - start.x, y - start.y);
    if (along === undefined || along <= 1) continue;
    const distance = along + 2 * Math.abs(across);
    if (best === undefined || distance < best.distance) best = { area, distance };
  }
  return best?.area;
}

function stepOf(key: string, dx: number, dy: number): readonly [number | undefined, number] {
  switch (key) {
    case 'ArrowRight':
      return [dx, dy];
    case 'ArrowLeft':
      return [-dx, dy];
    case 'ArrowDown':
      return [dy, dx];
    case 'ArrowUp':
      return [-dy, dx];
    default:
      return [undefined, 0];
  }
}

function middleOf({ left, top, width, height }: Box): { readonly x: number; readonly y: number } {
  return { x: left + width / 2, y: top + height / 2 };
}
