import type { HistoryStep } from '../../../shared/contract/image-layers.ts';
import type {
  ImagePackage,
  ImagePackages,
  PackageEvent,
  PackageGap,
  PackageType,
} from '../../../shared/contract/package.ts';
import { ImageState } from '../layer-index/image-state.ts';
import type { ImageTree } from '../layer-index/image-tree.ts';
import { gpuFactsOf, type PlacedComponent } from './gpu-facts.ts';
import { fromMetadataBytes, type MetadataFile, type StatedPackage } from './layer-metadata.ts';

/** What an image's packages are made of. */
export interface PackageSources {
  readonly imageId: string;
  readonly diffIds: readonly string[];
  readonly tree: ImageTree;
  readonly history: readonly HistoryStep[];
}

/** Packages of one image, together; beyond it nobody reads a list, and a window would hold gigabytes. */
const MAX_IMAGE_PACKAGES = 50_000;

/**
 * What each layer brought, changed and took away: files of metadata come and go as the layers are stacked, by
 * marks and replaced folders too, and what they say comes and goes with them.
 */
export function joinPackages({ imageId, diffIds, tree, history }: PackageSources): ImagePackages {
  const join = new PackageJoin(tree);
  const state = new ImageState(tree);
  for (let position = 0; position < tree.layers.length; position++) join.stack(position, state);
  const instructions = new Map(
    history.map(({ position, instruction }) => [position, instruction] as const),
  );
  const packages = join.packages();
  return {
    imageId,
    packages,
    gpu: gpuFactsOf(join.components(), packages, history),
    gaps: join.gaps(),
    ...(join.system !== undefined && { system: join.system }),
    layers: diffIds.map((diffId, position) => {
      const instruction = instructions.get(position);
      return { diffId, ...(instruction !== undefined && { instruction }) };
    }),
  };
}

/** A package as a file that is there at the moment names it. */
interface Holder {
  readonly node: number;
  readonly stated: StatedPackage;
}

/** One package through all layers. */
interface Life {
  readonly type: PackageType;
  readonly location: string;
  stated: StatedPackage;
  position: number;
  isPresent: boolean;
  readonly events: PackageEvent[];
}

class PackageJoin {
  system: ImagePackages['system'];
  readonly #tree: ImageTree;
  /** Nodes that some layer has metadata at. */
  readonly #isWatched: Uint8Array;
  readonly #filesOfLayers: readonly ReadonlyMap<number, MetadataFile>[];
  /** By node: what lies there at the moment. */
  readonly #present = new Map<number, { readonly file: MetadataFile; readonly position: number }>();
  /** By key: every file that names it at the moment, the newest last. */
  readonly #holders = new Map<string, Holder[]>();
  readonly #lives = new Map<string, Life>();
  readonly #licences = new Map<string, readonly string[]>();
  readonly #gaps: PackageGap[] = [];
  #isCut = false;

  constructor(tree: ImageTree) {
    this.#tree = tree;
    this.#isWatched = new Uint8Array(tree.parents.length);
    this.#filesOfLayers = tree.layers.map((layer, position) => {
      const { files, gaps } = fromMetadataBytes(layer.metadata);
      for (const gap of gaps) this.#gaps.push({ ...gap, position });
      const { problem } = layer.figures;
      if (problem !== undefined) {
        const message = `${problem.message} Packages may be missing.`;
        this.#gaps.push({ code: 'layer-damaged', message, position });
      }
      for (const { row } of files) this.#isWatched[this.#nodeOf(position, row)] = 1;
      return new Map(files.map((file) => [file.row, file] as const));
    });
  }

  /** Puts the next layer on top. */
  stack(position: number, state: ImageState): void {
    const files = this.#filesOfLayers[position];
    const gone = new Set<number>();
    const came = new Map<number, MetadataFile>();
    state.apply(position, {
      onGone: (node) => {
        if (this.#isWatched[node] === 1) gone.add(node);
      },
      onCome: (node, row) => {
        if (this.#isWatched[node] !== 1) return;
        const file = files?.get(row);
        if (file !== undefined) came.set(node, file);
      },
    });
    const before = new Map<string, Holder | undefined>();
    for (const node of gone) this.#takeAway(node, before);
    for (const [node, file] of came) this.#put(node, file, position, before);
    for (const [key, holder] of before) this.#note(key, holder, position);
  }

  packages(): ImagePackage[] {
    const packages = [...this.#lives].map(([key, life]) => {
      const { type, location, stated, position, isPresent, events } = life;
      const { licences, ...facts } = stated;
      const own = licences ?? (type === 'deb' ? this.#licences.get(stated.name) : undefined);
      return {
        key,
        type,
        ...facts,
        licences: [...(own ?? [])],
        location: shownLocation(type, location),
        position,
        isPresent,
        events,
      };
    });
    return packages.toSorted(byName);
  }

  gaps(): PackageGap[] {
    for (const { file, position } of this.#present.values()) {
      const { content, path } = file;
      if (content.kind !== 'gap') continue;
      this.#gaps.push({ code: content.code, message: content.message, position, path });
    }
    if (this.#isCut) {
      const message = 'This image has more packages than Berth lists; the rest is left out.';
      this.#gaps.push({ code: 'too-many', message });
    }
    return this.#gaps;
  }

  components(): PlacedComponent[] {
    return [...this.#present.values()].flatMap(({ file: { path, content }, position }) =>
      content.kind === 'component' ? [{ ...content, path, position }] : [],
    );
  }

  #nodeOf(position: number, row: number): number {
    return this.#tree.nodesOfRows[position]?.[row] ?? 0;
  }

  #takeAway(node: number, before: Map<string, Holder | undefined>): void {
    const content = this.#present.get(node)?.file.content;
    this.#present.delete(node);
    if (content?.kind !== 'packages') return;
    for (const stated of content.packages) {
      const key = keyOf(content.type, content.location, stated);
      const holders = this.#holders.get(key);
      if (!before.has(key)) before.set(key, holders?.at(-1));
      const rest = holders?.filter((holder) => holder.node !== node) ?? [];
      if (rest.length === 0) this.#holders.delete(key);
      else this.#holders.set(key, rest);
    }
  }

  #put(
    node: number,
    file: MetadataFile,
    position: number,
    before: Map<string, Holder | undefined>,
  ): void {
    this.#present.set(node, { file, position });
    const { content } = file;
    if (content.kind === 'licences') this.#licences.set(content.name, content.licences);
    if (content.kind === 'system') {
      const { kind: _kind, ...system } = content;
      this.system = system;
    }
    if (content.kind !== 'packages') return;
    for (const stated of content.packages) {
      const key = keyOf(content.type, content.location, stated);
      if (!this.#lives.has(key)) {
        if (this.#lives.size === MAX_IMAGE_PACKAGES) {
          this.#isCut = true;
          return;
        }
        const { type, location } = content;
        this.#lives.set(key, { type, location, stated, position, isPresent: false, events: [] });
      }
      const holders = this.#holders.get(key) ?? [];
      if (!before.has(key)) before.set(key, holders.at(-1));
      if (holders.at(-1)?.node === node) holders.pop();
      this.#holders.set(key, [...holders, { node, stated }]);
    }
  }

  /** Compares what was there before this layer with what is there now. */
  #note(key: string, before: Holder | undefined, position: number): void {
    const life = this.#lives.get(key);
    const now = this.#holders.get(key)?.at(-1);
    if (life === undefined) return;
    life.isPresent = now !== undefined;
    if (now === undefined) {
      if (before === undefined) return;
      life.events.push({ position, change: 'removed', version: before.stated.version });
      return;
    }
    life.stated = now.stated;
    if (before?.stated.version === now.stated.version) return;
    const change = before === undefined ? 'added' : 'changed';
    life.events.push({ position, change, version: now.stated.version });
    life.position = position;
  }
}

/** Python names are the same with dashes, dots and underscores. Source: PEP 503. */
export function normalName(type: PackageType, name: string): string {
  return type === 'pypi' ? name.toLowerCase().replaceAll(/[-_.]+/g, '-') : name;
}

function keyOf(type: PackageType, location: string, { name, architecture }: StatedPackage): string {
  const isPerArchitecture = type === 'deb' || type === 'rpm';
  const suffix = isPerArchitecture && architecture !== undefined ? `:${architecture}` : '';
  // All files of one system's package manager are one place.
  const place = type === 'deb' || type === 'apk' || type === 'rpm' ? '' : location;
  return `${type} ${normalName(type, name)}${suffix} ${place}`;
}

function shownLocation(type: PackageType, location: string): string {
  return type === 'npm' || location !== '' ? location : '/';
}

const NAMES = new Intl.Collator('en', { numeric: true });

function byName(a: ImagePackage, b: ImagePackage): number {
  return NAMES.compare(a.name, b.name) || (a.key < b.key ? -1 : 1);
}
