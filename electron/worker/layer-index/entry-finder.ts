import type { LayerProblem } from '../../../shared/contract/image-layers.ts';
import { KIND } from './entry-kind.ts';
import { normalPath } from './image-archive.ts';
import { LayerStream, packingOf } from './layer-stream.ts';
import { latin1Of } from './shown-name.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarWalker } from './tar-walker.ts';

/** Takes a file's bytes. */
export interface BodySink {
  /** A body begins; what came of an earlier one counts no more. */
  readonly begin: () => void;
  /** A part of it; stays as it is. */
  readonly take: (bytes: Uint8Array) => void;
  /** It has come whole. */
  readonly end: () => void;
  /** Nothing more is needed of it. */
  readonly isSated: () => boolean;
}

/** A file that is looked for, as `LocatedFile` has it. */
export interface WantedEntry {
  readonly layerPath: string;
  readonly path: string;
  readonly isRepeated: boolean;
  readonly sink: BodySink;
}

/** How a layer's packing is told takes so many bytes. */
const MAGIC_BYTES = 4;

/**
 * Looks for files in an image's archive as its bytes come. Layers that have none of them are passed over, and
 * once everything was found nothing more need come.
 */
export class EntryFinder {
  readonly #left: Set<WantedEntry>;
  readonly #walker: TarWalker;
  readonly #ending = new Set<Promise<void>>();
  readonly #seenLayers = new Set<string>();
  #layer: LayerSearch | undefined;
  #problem: LayerProblem | undefined;

  constructor(wanted: readonly WantedEntry[]) {
    this.#left = new Set(wanted);
    this.#walker = new TarWalker({
      onEntry: (entry) => this.#beginPart(entry),
      onBody: (bytes) => this.#layer?.push(bytes),
      onBodyEnd: () => this.#endPart(),
    });
  }

  /** Everything was found. */
  get isDone(): boolean {
    return this.#left.size === 0;
  }

  /** Why a layer's reading ended early, if one did. */
  get problem(): LayerProblem | undefined {
    return this.#problem;
  }

  /** Whether each layer that is looked into has come. */
  get hasSeenAll(): boolean {
    return [...this.#left].every(({ layerPath }) => this.#seenLayers.has(layerPath));
  }

  /** Takes the next bytes, which must not change any more. @throws LayerDamage where the archive is broken */
  async push(chunk: Uint8Array): Promise<void> {
    this.#walker.push(chunk);
    await this.#layer?.drained();
    if (this.#ending.size > 0) await Promise.all(this.#ending);
  }

  /** Whether the archive was whole. */
  finish(): boolean {
    const problem = this.#walker.end();
    return problem === undefined || problem.code === 'no-end-mark';
  }

  /** Lets go of everything. */
  dispose(): void {
    this.#layer?.dispose();
  }

  #beginPart(entry: TarEntry): boolean {
    const path = normalPath(latin1Of(entry.path, 0, entry.pathBytes));
    const wanted = [...this.#left].filter(({ layerPath }) => layerPath === path);
    if (entry.kind !== KIND.file || wanted.length === 0) return false;
    this.#seenLayers.add(path);
    this.#layer = new LayerSearch(wanted, (found) => this.#left.delete(found));
    return true;
  }

  #endPart(): void {
    const layer = this.#layer;
    this.#layer = undefined;
    if (layer === undefined) return;
    const ending = layer.finish().then((problem) => {
      this.#ending.delete(ending);
      this.#problem ??= problem;
    });
    this.#ending.add(ending);
  }
}

/** Looks for files in one layer. Of a packed one bytes come later than they were pushed. */
class LayerSearch {
  readonly #wanted: readonly WantedEntry[];
  readonly #onFound: (wanted: WantedEntry) => void;
  #start: Uint8Array = new Uint8Array(0);
  #stream: LayerStream | undefined;
  #current: WantedEntry | undefined;

  constructor(wanted: readonly WantedEntry[], onFound: (wanted: WantedEntry) => void) {
    this.#wanted = wanted;
    this.#onFound = onFound;
  }

  push(bytes: Uint8Array): void {
    if (this.#stream !== undefined) return this.#stream.push(bytes);
    this.#start = Buffer.concat([this.#start, bytes]);
    if (this.#start.length < MAGIC_BYTES) return;
    this.#stream = new LayerStream(packingOf(this.#start), 0, {
      onEntry: (entry) => this.#begin(entry),
      onBody: (body) => this.#take(body),
      onBodyEnd: () => this.#end(),
    });
    this.#stream.push(this.#start);
  }

  drained(): Promise<void> | undefined {
    return this.#stream?.drained();
  }

  /** No more comes of this layer; answers why it ended early, if it did. */
  async finish(): Promise<LayerProblem | undefined> {
    const index = await this.#stream?.finish();
    // The last one of several has come.
    for (const each of this.#wanted) if (each.sink.isSated()) this.#onFound(each);
    return index?.figures.problem;
  }

  dispose(): void {
    this.#stream?.dispose();
  }

  #begin(entry: TarEntry): boolean {
    this.#current =
      entry.kind === KIND.file ? this.#wanted.find(({ path }) => isAt(entry, path)) : undefined;
    this.#current?.sink.begin();
    return this.#current !== undefined;
  }

  #take(bytes: Uint8Array): void {
    this.#current?.sink.take(bytes);
    this.#tellFound();
  }

  #end(): void {
    this.#current?.sink.end();
    this.#tellFound();
    this.#current = undefined;
  }

  #tellFound(): void {
    const current = this.#current;
    if (current?.isRepeated === false && current.sink.isSated()) this.#onFound(current);
  }
}

/** A name that ends otherwise need not be looked at as a whole. */
function isAt({ path, pathBytes }: TarEntry, wanted: string): boolean {
  const last = path[pathBytes - 1];
  const isEnd = last === wanted.charCodeAt(wanted.length - 1);
  return isEnd && normalPath(latin1Of(path, 0, pathBytes)) === wanted;
}
