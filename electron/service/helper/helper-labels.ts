import type { Container } from '../../../shared/contract/container.ts';
import type { ImageRow } from '../../engine/image-engine.ts';

/** Which container a helper stands beside or is a copy of; on containers and on images made for it. */
export const HELPER_LABEL = 'dev.berth.helper';

/** Which installation of Berth made it: no other removes it. */
export const OWNER_LABEL = 'dev.berth.helper.owner';

/**
 * What a helper's container is called. Images hand their labels on, and containers theirs to images made of them: what
 * a user makes of a helper has another name, and is the user's own.
 */
export const NAME_LABEL = 'dev.berth.helper.name';

/** Whether a container is a helper of some Berth: no list shows it. */
export function isHelper({ name, labels }: Pick<Container, 'name' | 'labels'>): boolean {
  return labels[NAME_LABEL] === name;
}

/** Whether an image is a helper's copy that nobody gave a name. */
export function isHelperCopy({ tags, labels }: Pick<ImageRow, 'tags' | 'labels'>): boolean {
  return tags.length === 0 && HELPER_LABEL in labels && (labels[NAME_LABEL] ?? '') === '';
}

/** What tells a helper's containers from all else. */
export function helperLabels(
  targetId: string,
  owner: string,
  name: string,
): Readonly<Record<string, string>> {
  return { [HELPER_LABEL]: targetId, [OWNER_LABEL]: owner, [NAME_LABEL]: name };
}
