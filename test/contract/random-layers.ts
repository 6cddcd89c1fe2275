import { tar, type MadeEntry } from '../../electron/worker/layer-index/tar-maker.ts';

/** Numbers from 0 to before 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Everything lies below this: engines add files of their own to the root. */
export const RANDOM_ROOT = 'data';

const NAMES = ['a', 'b', 'c', 'd', 'é', 'long'.repeat(30), 'x y', '.hidden', 'lib', 'UP'] as const;

/** Layers of an image that a builder could have made: files, links, folders, changes and removals. */
export function randomLayers(seed: number, layerCount: number): Buffer[] {
  const random = randomFrom(seed);
  // What is there after the layers so far.
  const kinds = new Map<string, 'file' | 'folder' | 'link'>([[RANDOM_ROOT, 'folder']]);
  return Array.from({ length: layerCount }, (_, position) =>
    tar(new RandomLayer(random, kinds, position).entries()),
  );
}

/** One layer; what it does to each path is done once. */
class RandomLayer {
  readonly #random: () => number;
  readonly #kinds: Map<string, 'file' | 'folder' | 'link'>;
  readonly #entries: MadeEntry[] = [];
  readonly #touched = new Set<string>();
  readonly #ownFiles: string[] = [];
  readonly #position: number;

  constructor(
    random: () => number,
    kinds: Map<string, 'file' | 'folder' | 'link'>,
    position: number,
  ) {
    this.#random = random;
    this.#kinds = kinds;
    this.#position = position;
  }

  entries(): MadeEntry[] {
    this.#openFolder(RANDOM_ROOT);
    const count = 3 + Math.floor(this.#random() * 25);
    for (let index = 0; index < count; index++) this.#act();
    return this.#entries;
  }

  #act(): void {
    const dice = this.#random();
    if (dice < 0.2) this.#remove();
    else if (dice < 0.26) this.#empty();
    else {
      const path = `${this.#someFolder()}/${this.#pick(NAMES)}`;
      if (!this.#isFree(path)) return;
      if (dice < 0.45) this.#openFolder(path);
      else if (dice < 0.55) this.#addLink(path);
      else if (dice < 0.65 && this.#ownFiles.length > 0) this.#addHardlink(path);
      else this.#addFile(path);
    }
  }

  #addFile(path: string): void {
    this.#place(path, 'file');
    const body = Buffer.alloc(Math.floor(this.#random() * 3_000), this.#position + 1);
    this.#entries.push({ path, body, mode: this.#random() < 0.1 ? 0o4755 : 0o640, uid: 5, gid: 7 });
    this.#ownFiles.push(path);
  }

  #addLink(path: string): void {
    this.#place(path, 'link');
    this.#entries.push({ path, type: '2', link: `../${this.#pick(NAMES)}`, mode: 0o777 });
  }

  #addHardlink(path: string): void {
    this.#place(path, 'file');
    this.#entries.push({ path, type: '1', link: this.#pick(this.#ownFiles) });
  }

  /** Takes something of the layers below away. */
  #remove(): void {
    const all = [...this.#kinds.keys()].filter(
      (path) => path !== RANDOM_ROOT && this.#isFree(path),
    );
    const path = all[Math.floor(this.#random() * all.length)];
    if (path === undefined || this.#isTouchedBelow(path)) return;
    this.#openFolder(path.slice(0, path.lastIndexOf('/')));
    const slash = path.lastIndexOf('/') + 1;
    this.#entries.push({ path: `${path.slice(0, slash)}.wh.${path.slice(slash)}` });
    this.#touched.add(path);
    this.#dropTree(path);
    this.#kinds.delete(path);
  }

  /** Takes everything of the layers below out of a folder, and puts something new there. */
  #empty(): void {
    const folder = this.#someFolder();
    if (folder === RANDOM_ROOT || this.#isTouchedBelow(folder)) return;
    this.#openFolder(folder);
    this.#entries.push({ path: `${folder}/.wh..wh..opq` });
    this.#dropTree(folder);
    this.#addFile(`${folder}/fresh`);
  }

  #openFolder(path: string): void {
    if (this.#touched.has(path)) return;
    const slash = path.lastIndexOf('/');
    if (slash > 0) this.#openFolder(path.slice(0, slash));
    this.#place(path, 'folder');
    this.#entries.push({ path: `${path}/`, mode: this.#random() < 0.2 ? 0o700 : 0o755 });
  }

  /** Books a path; the folders above it must be listed first, as builders do. */
  #place(path: string, kind: 'file' | 'folder' | 'link'): void {
    const slash = path.lastIndexOf('/');
    if (slash > 0) this.#openFolder(path.slice(0, slash));
    if (kind !== 'folder') this.#dropTree(path);
    this.#kinds.set(path, kind);
    this.#touched.add(path);
  }

  #dropTree(folder: string): void {
    for (const path of this.#kinds.keys()) {
      if (path.startsWith(`${folder}/`)) this.#kinds.delete(path);
    }
  }

  /** Not touched by this layer, and not above what it touched. */
  #isFree(path: string): boolean {
    return !this.#touched.has(path) && !this.#isTouchedBelow(path);
  }

  #isTouchedBelow(path: string): boolean {
    return [...this.#touched].some((each) => each.startsWith(`${path}/`));
  }

  #someFolder(): string {
    const folders = [...this.#kinds].filter(([, kind]) => kind === 'folder');
    return folders[Math.floor(this.#random() * folders.length)]?.[0] ?? RANDOM_ROOT;
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }
}
