import { KIND } from './entry-kind.ts';
import type { LayerIndex } from './layer-index.ts';
import { layerProblem } from './layer-damage.ts';
import { LayerBuilder } from './layer-builder.ts';
import { LayerStream, packingOf } from './layer-stream.ts';
import { latin1Of } from './shown-name.ts';
import type { TarEntry } from './tar-entry.ts';
import { BLOCK_BYTES, isChecksumRight, isEmptyBlock } from './tar-header.ts';
import { TarWalker } from './tar-walker.ts';

/** A manifest or a configuration is some kilobytes; attestations of builds may be larger, and are not read. */
const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;
/** All documents together. */
const MAX_DOCUMENTS_BYTES = 32 * 1024 * 1024;
/** Files and folders of an image's own archive: a layer has up to four of them. */
const MAX_PARTS = 20_000;

/** A layer whose bytes have all come. */
export interface ArchivedLayer {
  /** Where it lies in the image's archive. */
  readonly path: string;
  readonly index: LayerIndex;
}

/** What an archive's reader is told, and asked. */
export interface ArchiveHooks {
  readonly onLayer: (layer: ArchivedLayer) => void;
  /** Whether this part's content is known already, so that it need not be looked at. */
  readonly isKnown: (path: string) => boolean;
  /** How many entries may still be listed. */
  readonly leftEntries: () => number;
}

/** What one part of the archive turned out to be; `unknown` until its first block is there. */
type Part =
  | { readonly kind: 'unknown'; readonly path: string; sizeBytes: number }
  | { readonly kind: 'document'; readonly path: string; readonly chunks: Uint8Array[] }
  | { readonly kind: 'layer'; readonly path: string; readonly stream: LayerStream }
  | { readonly kind: 'ignored' };

/**
 * Reads an image's archive in one pass, as an engine exports it: layers are indexed as they come, in any
 * order and by what they are; the documents that tell which is which are kept. Nothing is written anywhere.
 */
export class ImageArchive {
  /** Manifests, configurations and the like, by their paths. */
  readonly documents = new Map<string, Uint8Array>();
  /** Parts that stand for another one. */
  readonly aliases = new Map<string, string>();
  readonly #hooks: ArchiveHooks;
  readonly #walker: TarWalker;
  readonly #unfinished = new Set<Promise<void>>();
  readonly #start = new Uint8Array(BLOCK_BYTES);
  #startBytes = 0;
  #part: Part = { kind: 'ignored' };
  #partCount = 0;
  #documentsBytes = 0;

  constructor(hooks: ArchiveHooks) {
    this.#hooks = hooks;
    this.#walker = new TarWalker({
      onEntry: (entry) => this.#begin(entry),
      onBody: (bytes) => this.#take(bytes),
      onBodyEnd: () => this.#end(),
    });
  }

  /** Takes the next bytes; resolves when more may come. @throws LayerDamage where the archive itself is broken */
  async push(chunk: Uint8Array): Promise<void> {
    this.#walker.push(chunk);
    if (this.#part.kind === 'layer') await this.#part.stream.drained();
    if (this.#unfinished.size > 0) await Promise.all(this.#unfinished);
  }

  /** No more bytes come. Answers whether the archive was whole. */
  async finish(): Promise<boolean> {
    if (this.#part.kind === 'layer') this.#endLayer(this.#part.path, this.#part.stream);
    await Promise.all(this.#unfinished);
    const problem = this.#walker.end();
    return problem === undefined || problem.code === 'no-end-mark';
  }

  /** Lets go of everything. */
  dispose(): void {
    if (this.#part.kind === 'layer') this.#part.stream.dispose();
  }

  #begin(entry: TarEntry): boolean {
    this.#part = { kind: 'ignored' };
    this.#partCount += 1;
    if (this.#partCount > MAX_PARTS) return false;
    const path = normalPath(latin1Of(entry.path, 0, entry.pathBytes));
    if (entry.kind === KIND.symlink || entry.kind === KIND.hardlink) {
      const target = latin1Of(entry.link, 0, entry.linkBytes);
      const base = entry.kind === KIND.symlink ? `${path}/../` : '';
      this.aliases.set(path, normalPath(base + target));
    }
    if (entry.kind !== KIND.file || this.#hooks.isKnown(path)) return false;
    this.#part = { kind: 'unknown', path, sizeBytes: entry.bodyBytes };
    this.#startBytes = 0;
    return true;
  }

  #take(bytes: Uint8Array): void {
    const part = this.#part;
    switch (part.kind) {
      case 'layer':
        part.stream.push(bytes);
        break;
      case 'document':
        part.chunks.push(bytes);
        break;
      case 'unknown':
        this.#recognise(part, bytes);
        break;
      case 'ignored':
    }
  }

  /** Gathers a part's first block, which tells what it is. */
  #recognise(part: Extract<Part, { kind: 'unknown' }>, bytes: Uint8Array): void {
    const wanted = Math.min(BLOCK_BYTES, part.sizeBytes);
    const taken = Math.min(wanted - this.#startBytes, bytes.length);
    this.#start.set(bytes.subarray(0, taken), this.#startBytes);
    this.#startBytes += taken;
    if (this.#startBytes < wanted) return;
    this.#part = this.#open(part, this.#start.slice(0, wanted));
    this.#take(this.#start.slice(0, wanted));
    if (taken < bytes.length) this.#take(bytes.subarray(taken));
  }

  #open({ path, sizeBytes }: Extract<Part, { kind: 'unknown' }>, start: Uint8Array): Part {
    if (isDocument(path, start)) {
      this.#documentsBytes += sizeBytes;
      const isSmall =
        sizeBytes <= MAX_DOCUMENT_BYTES && this.#documentsBytes <= MAX_DOCUMENTS_BYTES;
      return isSmall ? { kind: 'document', path, chunks: [] } : { kind: 'ignored' };
    }
    const packing = packingOf(start);
    const isNamedLayer = /(?:^|\/)layer\.tar(?:\.\w+)?$/.test(path);
    const isTar =
      start.length === BLOCK_BYTES && (isEmptyBlock(start, 0) || isChecksumRight(start, 0));
    return packing !== 'plain' || isTar || isNamedLayer
      ? { kind: 'layer', path, stream: new LayerStream(packing, this.#hooks.leftEntries()) }
      : { kind: 'ignored' };
  }

  #end(): void {
    const part = this.#part;
    this.#part = { kind: 'ignored' };
    if (part.kind === 'layer') this.#endLayer(part.path, part.stream);
    else if (part.kind === 'document') this.documents.set(part.path, Buffer.concat(part.chunks));
    else if (part.kind === 'unknown' && part.path.endsWith('layer.tar')) {
      const index = new LayerBuilder().finish(layerProblem('no-end-mark', 0));
      this.#hooks.onLayer({ path: part.path, index });
    }
  }

  #endLayer(path: string, stream: LayerStream): void {
    this.#part = { kind: 'ignored' };
    const finished = stream.finish().then((index) => {
      this.#unfinished.delete(finished);
      this.#hooks.onLayer({ path, index });
    });
    this.#unfinished.add(finished);
  }
}

const BRACE = 0x7b;
const BRACKET = 0x5b;

/** JSON, by its name or by how it begins. */
function isDocument(path: string, start: Uint8Array): boolean {
  if (path.endsWith('.json')) return true;
  const first = start.find(
    (byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09,
  );
  if (first !== BRACE && first !== BRACKET) return false;
  // A layer may begin with a file of such a name.
  return start.length < BLOCK_BYTES || !isChecksumRight(start, 0);
}

/** A path inside the archive without dots and doubled slashes; what leads out of it leads nowhere. */
export function normalPath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (kept.pop() === undefined) return '';
    } else if (part !== '' && part !== '.') kept.push(part);
  }
  return kept.join('/');
}
