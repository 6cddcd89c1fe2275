import type * as z from 'zod';
import type { ImageLayers } from '../../../shared/contract/image-layers.ts';
import type { layerContract, PathLife } from '../../../shared/contract/layer.ts';
import type {
  FoundPackages,
  ImagePackages,
  PackageQuery,
} from '../../../shared/contract/package.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { PackageSources } from '../packages/join-packages.ts';
import { PackageLibrary } from '../packages/package-library.ts';
import { ImageComparison, type ComparedImage } from './compare-images.ts';
import { comparedFiles, type FilesAnswer, type FilesInput } from './compared-files.ts';
import type { ImageSource } from './image-source.ts';
import { summarise, type ImageSummary } from './image-summary.ts';
import { joinLayers, type ImageTree } from './image-tree.ts';
import { LayerCache } from './layer-cache.ts';
import { LayerFiles } from './layer-files.ts';
import { completed } from './layer-rows.ts';
import { locateFile } from './locate-file.ts';
import { lifeOf } from './path-life.ts';
import { readArchive, readCached, type ReadImage } from './read-image.ts';
import { PathSearch } from './search-paths.ts';
import { TreeView } from './tree-view.ts';

type Input<Method extends keyof typeof layerContract> = z.output<
  (typeof layerContract)[Method]['input']
>;
type Answer<Method extends 'children' | 'areas' | 'search' | 'wasted'> = z.output<
  (typeof layerContract)[Method]['output']
>;

/** Nodes of all images that are held, together: about 250 bytes each with one view. */
const MAX_HELD_NODES = 1_000_000;
/** Nodes of all views of one image: about 37 bytes each. */
const MAX_VIEW_NODES = 4_000_000;
const MIN_VIEWS = 2;

/** An image that questions can be asked about. */
interface OpenImage {
  readonly image: ReadImage;
  readonly tree: ImageTree;
  readonly summary: ImageSummary;
  readonly views: Map<string, TreeView>;
  search?: PathSearch;
}

/** Reads images and answers what is asked about them. Holds the last ones in memory, all on disk. */
export class LayerLibrary {
  readonly #cache: LayerCache;
  readonly #packages: PackageLibrary;
  /** The last used comes last. */
  readonly #open = new Map<string, OpenImage>();
  /** The last one that was asked for: a filter that is typed asks again and again. */
  #comparison: { readonly key: string; readonly comparison: ImageComparison } | undefined;
  /** What single files of layers hold. */
  readonly files = new LayerFiles(async (version) => {
    const { image, tree } = await this.#get(version.imageId);
    checkNode(tree, version.node);
    return locateFile(image, tree, version);
  });

  constructor(cacheDirectory: string) {
    this.#cache = new LayerCache(cacheDirectory);
    this.#packages = new PackageLibrary(this.#cache);
  }

  /** Reads an image's layers; the last snapshot is `ready`. See `layerContract.open`. */
  async *read(
    image: string,
    source: ImageSource,
    signal: AbortSignal,
  ): AsyncGenerator<ImageLayers, void, undefined> {
    const described = await source.describe(image, signal);
    const known = await this.#find(described.id);
    if (known !== undefined) {
      yield readySnapshot(image, known, 0);
      return;
    }
    for await (const step of readArchive(image, described, source, this.#cache, signal)) {
      if (step.kind === 'progress') yield step.snapshot;
      else {
        const open = this.#hold(step.image);
        // So that a search through all images need not open each of them.
        await this.#packages.of(described.id, async () => packageSources(open));
        yield readySnapshot(image, open, step.readBytes);
      }
    }
  }

  async children(input: Input<'children'>): Promise<Answer<'children'>> {
    const { view } = await this.#view(input);
    return view.children(input);
  }

  async areas(input: Input<'areas'>): Promise<Answer<'areas'>> {
    const { view } = await this.#view(input);
    const { node, show, limit } = input;
    return { areas: view.areas(node, show, limit), sizeBytes: view.sizeBytes(node, show) };
  }

  async search({ imageId, pattern, limit }: Input<'search'>): Promise<Answer<'search'>> {
    const open = await this.#get(imageId);
    open.search ??= new PathSearch(open.tree, open.summary.whole);
    return open.search.search(pattern, limit);
  }

  async life({ imageId, node }: Input<'life'>): Promise<PathLife> {
    const { tree } = await this.#get(imageId);
    return lifeOf(tree, checkNode(tree, node));
  }

  async wasted({ imageId, limit }: Input<'wasted'>): Promise<Answer<'wasted'>> {
    const { summary } = await this.#get(imageId);
    return { rows: summary.wasted.slice(0, limit), totalCount: summary.wastedCount };
  }

  /** The packages of an image that was read. */
  async packages(imageId: string): Promise<ImagePackages> {
    const found = await this.#packages.of(imageId, async () => await this.#sources(imageId));
    return found ?? notRead(imageId);
  }

  /** Packages of all these images. */
  async findPackages(imageIds: readonly string[], query: PackageQuery): Promise<FoundPackages> {
    return await this.#packages.find(
      imageIds,
      query,
      async (imageId) => await this.#sources(imageId),
    );
  }

  async #sources(imageId: string): Promise<PackageSources | undefined> {
    const open = await this.#find(imageId);
    return open && packageSources(open);
  }

  /** Paths that are not the same in two images. See `comparisonContract.files`. */
  async compare(input: FilesInput): Promise<FilesAnswer> {
    const [before, after] = [await this.#get(input.beforeId), await this.#get(input.afterId)];
    const key = `${input.beforeId} ${input.afterId}`;
    if (this.#comparison?.key !== key) {
      this.#comparison = {
        key,
        comparison: new ImageComparison(comparedImage(before), comparedImage(after)),
      };
    }
    return comparedFiles(this.#comparison.comparison, { before, after }, input);
  }

  async #view(input: Input<'areas'> | Input<'children'>): Promise<{ readonly view: TreeView }> {
    const { tree, views } = await this.#get(input.imageId);
    checkNode(tree, input.node);
    const from = Math.min(input.from, input.to);
    const to = Math.min(input.to, tree.layers.length - 1);
    const key = `${from}-${to}`;
    const view = views.get(key) ?? new TreeView(tree, { from, to });
    views.delete(key);
    views.set(key, view);
    const maxViews = Math.max(MIN_VIEWS, Math.floor(MAX_VIEW_NODES / tree.parents.length));
    for (const oldest of views.keys()) if (views.size > maxViews) views.delete(oldest);
    return { view };
  }

  async #get(imageId: string): Promise<OpenImage> {
    return (await this.#find(imageId)) ?? notRead(imageId);
  }

  async #find(imageId: string): Promise<OpenImage | undefined> {
    const held = this.#open.get(imageId);
    if (held !== undefined) {
      this.#open.delete(imageId);
      this.#open.set(imageId, held);
      return held;
    }
    const cached = await readCached(imageId, this.#cache);
    return cached === undefined ? undefined : this.#hold(cached);
  }

  #hold(image: ReadImage): OpenImage {
    const tree = joinLayers(image.layers);
    const open = { image, tree, summary: summarise(tree), views: new Map<string, TreeView>() };
    this.#open.set(image.imageId, open);
    let heldNodes = 0;
    for (const { tree: each } of this.#open.values()) heldNodes += each.parents.length;
    for (const [oldestId, oldest] of this.#open) {
      if (heldNodes <= MAX_HELD_NODES || this.#open.size === 1) break;
      this.#open.delete(oldestId);
      heldNodes -= oldest.tree.parents.length;
    }
    return open;
  }
}

function readySnapshot(image: string, open: OpenImage, readBytes: number): ImageLayers {
  const { rows, history, imageId } = open.image;
  const { changes, efficiency } = open.summary;
  return {
    status: 'ready',
    image,
    imageId,
    layers: rows.map((row, position) => completed(row, changes[position], history)),
    history: [...history],
    readBytes,
    expectedBytes: readBytes,
    efficiency,
  };
}

function packageSources({ image, tree }: OpenImage): PackageSources {
  const { imageId, rows, history } = image;
  return { imageId, diffIds: rows.map(({ diffId }) => diffId ?? ''), tree, history };
}

function notRead(imageId: string): never {
  throw new AppError({
    code: 'not-found',
    message: 'The layers of this image have not been read.',
    hint: 'Open its layers again.',
    subject: imageId,
  });
}

function comparedImage({ image }: OpenImage): ComparedImage {
  return { layers: image.layers, diffIds: image.rows.map(({ diffId }) => diffId) };
}

function checkNode(tree: ImageTree, node: number): number {
  if (node < tree.parents.length) return node;
  throw new AppError({
    code: 'not-found',
    message: 'This image has no such path.',
    hint: 'Open its layers again.',
  });
}
