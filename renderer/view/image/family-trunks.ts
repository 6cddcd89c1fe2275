import type { FamilyPlace } from '../../../shared/contract/image.ts';

/** A line that goes down beside a place of a family. */
export interface Trunk {
  /** The depth of the place that it comes from. */
  readonly level: number;
  /** It ends at this place's branch: nothing else stands on where it comes from. */
  readonly isEnd: boolean;
}

/** Lines beside each place, so that each is seen to stand on the one below it. */
export function familyTrunks(
  family: readonly Pick<FamilyPlace, 'depth'>[],
): readonly (readonly Trunk[])[] {
  // What comes later decides whether a line goes on.
  const goesOn = new Set<number>();
  return family
    .toReversed()
    .map(({ depth }) => {
      const trunks: Trunk[] = [];
      for (let level = 0; level < depth; level++) {
        const isOwn = level === depth - 1;
        if (isOwn || goesOn.has(level)) trunks.push({ level, isEnd: !goesOn.has(level) });
      }
      for (const level of goesOn) if (level >= depth) goesOn.delete(level);
      if (depth > 0) goesOn.add(depth - 1);
      return trunks;
    })
    .toReversed();
}
