import {
  MAX_FOUND_PACKAGES,
  type FoundPackage,
  type FoundPackages,
  type ImagePackages,
  type PackageQuery,
} from '../../../shared/contract/package.ts';
import type { LayerCache } from '../layer-index/layer-cache.ts';
import { findPackages } from './find-packages.ts';
import { joinPackages, type PackageSources } from './join-packages.ts';

/** Packages of all images that are held, together: a search goes through them again with every letter. */
const MAX_HELD_PACKAGES = 200_000;

/** What is known of images' packages: on disk by the image's id, the last ones in memory. */
export class PackageLibrary {
  readonly #cache: LayerCache;
  /** The last used comes last. */
  readonly #held = new Map<string, ImagePackages>();

  constructor(cache: LayerCache) {
    this.#cache = cache;
  }

  /** An image's packages, joined from its layers where that was not done yet; undefined where these are not read. */
  async of(
    imageId: string,
    sources: () => Promise<PackageSources | undefined>,
  ): Promise<ImagePackages | undefined> {
    const held = this.#held.get(imageId);
    if (held !== undefined) return this.#hold(held);
    const kept = await this.#cache.packages(imageId);
    if (kept !== undefined) return this.#hold(kept);
    const found = await sources();
    if (found === undefined) return undefined;
    const joined = joinPackages(found);
    await this.#cache.keepPackages(imageId, joined);
    return this.#hold(joined);
  }

  /** Looks through these images, in their order. */
  async find(
    imageIds: readonly string[],
    query: PackageQuery,
    sourcesOf: (imageId: string) => Promise<PackageSources | undefined>,
  ): Promise<FoundPackages> {
    const found: FoundPackage[] = [];
    const readIds: string[] = [];
    const partialIds: string[] = [];
    const unreadIds: string[] = [];
    let totalCount = 0;
    let incomparableCount = 0;
    for (const imageId of imageIds) {
      const image = await this.of(imageId, async () => await sourcesOf(imageId));
      if (image === undefined) {
        unreadIds.push(imageId);
        continue;
      }
      readIds.push(imageId);
      if (image.gaps.length > 0) partialIds.push(imageId);
      const own = findPackages(image, query);
      totalCount += own.found.length;
      incomparableCount += own.incomparableCount;
      found.push(...own.found.slice(0, MAX_FOUND_PACKAGES - found.length));
    }
    return { found, totalCount, incomparableCount, readIds, partialIds, unreadIds };
  }

  #hold(image: ImagePackages): ImagePackages {
    this.#held.delete(image.imageId);
    this.#held.set(image.imageId, image);
    let count = 0;
    for (const { packages } of this.#held.values()) count += packages.length;
    for (const [oldestId, oldest] of this.#held) {
      if (count <= MAX_HELD_PACKAGES || this.#held.size === 1) break;
      this.#held.delete(oldestId);
      count -= oldest.packages.length;
    }
    return image;
  }
}
