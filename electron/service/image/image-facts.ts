import { AppError } from '../../../shared/ipc/app-error.ts';
import type { CallOptions, ImageDetail, ImageEngine } from '../../engine/image-engine.ts';
import { inParallel } from './in-parallel.ts';

/** What never changes of an image, as its id is the digest of all of it. */
export interface ImageFacts {
  /** For example `linux/arm64/v8`. */
  readonly platform: string;
  /** The uncompressed layers' digests, the lowest first. */
  readonly layers: readonly string[];
}

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
    ids: readonly string[],
    options: CallOptions & { readonly onRead?: () => void },
  ): Promise<void> {
    const wanted = ids.filter((id) => !this.#known.has(id));
    await inParallel(wanted, async (id) => {
      const facts = await readOne(engine, id, options);
      if (facts !== undefined) this.#known.set(id, facts);
      options.onRead?.();
    });
  }
}

async function readOne(
  engine: ImageEngine,
  id: string,
  options: CallOptions,
): Promise<ImageFacts | undefined> {
  try {
    const detail = await engine.inspectImage(id, options);
    return { platform: platformOf(detail), layers: detail.layers };
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
