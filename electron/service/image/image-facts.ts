import { AppError } from '../../../shared/ipc/app-error.ts';
import type { CallOptions, ImageDetail, ImageEngine, ImageRow } from '../../engine/image-engine.ts';
import { inParallel } from './in-parallel.ts';
import { layerSizes } from './layer-sizes.ts';

/** What never changes of an image, as its id is the digest of all of it. */
export interface ImageFacts {
  /** For example `linux/arm64/v8`. */
  readonly platform: string;
  /** The uncompressed layers' digests, the lowest first. */
  readonly layers: readonly string[];
  /** Of each layer; absent where they were not asked for, or the history does not tell. */
  readonly layerBytes?: readonly number[] | undefined;
}

/** An image that is to be read. */
export type ReadImage = Pick<ImageRow, 'id' | 'hasParent'>;

/** Reads what never changes of images, each once. */
export class ImageFactReader {
  readonly #known = new Map<string, ImageFacts>();

  /** What is known of an image. */
  of(id: string): ImageFacts | undefined {
    return this.#known.get(id);
  }

  /** Forgets all images but these. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
  }

  /**
   * Reads what is not known yet. An image that is gone, or that the engine cannot describe, stays unknown.
   * Fails only where the engine does not answer at all.
   */
  async read(
    engine: ImageEngine,
    rows: readonly ReadImage[],
    options: CallOptions & { readonly onRead?: () => void },
  ): Promise<void> {
    const wanted = rows.filter(({ id }) => !this.#known.has(id));
    await inParallel(wanted, async (row) => {
      const facts = await readOne(engine, row, options);
      if (facts !== undefined) this.#known.set(row.id, facts);
      options.onRead?.();
    });
  }
}

async function readOne(
  engine: ImageEngine,
  { id, hasParent }: ReadImage,
  options: CallOptions,
): Promise<ImageFacts | undefined> {
  try {
    const detail = await engine.inspectImage(id, options);
    const { layers } = detail;
    // Engines count a layer as shared with the steps that they keep, though those go with the image.
    const layerBytes =
      hasParent === true
        ? layerSizes(await engine.imageHistory(id, options), layers.length)
        : undefined;
    return { platform: platformOf(detail), layers, layerBytes };
  } catch (error) {
    const code = error instanceof AppError ? error.failure.code : 'internal';
    if (code === 'not-found' || code === 'engine-failed') return undefined;
    throw error;
  }
}

/** For example `linux/arm64/v8`. */
export function platformOf({
  os,
  architecture,
  variant,
}: Pick<ImageDetail, 'os' | 'architecture' | 'variant'>): string {
  return [os, architecture, variant].filter((part) => part !== '').join('/');
}
