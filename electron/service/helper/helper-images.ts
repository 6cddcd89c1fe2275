import type { HelperImage } from '../../../shared/contract/helper.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { CallOptions, ImageRow } from '../../engine/image-engine.ts';

/** Images that are looked into; the rest of a large store is listed without. */
const MAX_LOOKED_INTO = 40;

const SHELL = /(?:^|\/)(?:ba|da|a|z|k|fi)?sh$/;

/** The images that the engine has, `last` first, then those that start a shell by themselves, the smallest first. */
export async function helperImages(
  engine: ContainerEngine,
  last: string,
  options: CallOptions = {},
): Promise<HelperImage[]> {
  const rows = (await engine.listImages(options))
    .filter(({ tags }) => tags.length > 0)
    .toSorted((left, right) => left.sizeBytes - right.sizeBytes);
  const images = await Promise.all(
    rows.map(async (row, index) => ({
      reference: row.tags[0] ?? row.id,
      sizeBytes: row.sizeBytes,
      isShellKnown: index < MAX_LOOKED_INTO && (await startsShell(engine, row, options)),
    })),
  );
  const rank = ({ reference, isShellKnown }: HelperImage): number =>
    reference === last ? 0 : isShellKnown ? 1 : 2;
  return images.toSorted((left, right) => rank(left) - rank(right));
}

async function startsShell(
  engine: ContainerEngine,
  { id }: ImageRow,
  options: CallOptions,
): Promise<boolean> {
  try {
    const { entrypoint, command } = await engine.inspectImage(id, options);
    return [...entrypoint, ...command].some((word) => SHELL.test(word));
  } catch {
    // Removed meanwhile.
    return false;
  }
}
