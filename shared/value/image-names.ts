import type { ImageName } from '../contract/image.ts';
import { splitTag } from './image-reference.ts';

/** As much of an image as its names are. */
interface Named {
  readonly id: string;
  readonly tags: readonly string[];
  readonly digests: readonly string[];
}

/**
 * Every name of an image: its tags, and its digests in repositories where it has no tag, as engines drop the
 * others with the last tag. The id where it has no name at all.
 */
export function imageNames({ id, tags, digests }: Named): readonly ImageName[] {
  const tagged = new Set(tags.map((tag) => splitTag(tag).repository));
  const alone = digests.filter((digest) => !tagged.has(splitTag(digest).repository));
  const references = [...tags, ...alone];
  return (references.length === 0 ? [id] : references).map((reference) => ({
    imageId: id,
    reference,
  }));
}
