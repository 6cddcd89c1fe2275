import { createHash } from 'node:crypto';
import {
  type ComparedSide,
  type FileComparison,
  type FileProgress,
  type FileVersion,
  type ShownFile,
} from '../../../shared/contract/layer-file.ts';
import { compareTexts } from './compare-texts.ts';
import { BodyKeeper, BodyMemory, type FileBody } from './file-body.ts';
import { fileContent, textContent } from './file-content.ts';
import { FileWriter } from './file-writer.ts';
import type { ImageSource } from './image-source.ts';
import type { LocatedFile } from './locate-file.ts';
import { readEntries } from './read-entries.ts';

/** How far a file is written. */
export interface SaveProgress extends FileProgress {
  readonly writtenBytes: number;
  readonly sizeBytes: number;
}

/** A file that lies where it was wanted. */
export interface SavedFile {
  readonly kind: 'saved';
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Fetches single files out of the engine's exports. Keeps those that were looked at last in memory. */
export class LayerFiles {
  readonly #locate: (version: FileVersion) => Promise<LocatedFile>;
  readonly #memory = new BodyMemory();

  constructor(locate: (version: FileVersion) => Promise<LocatedFile>) {
    this.#locate = locate;
  }

  /** One file as it can be shown. See `layerContract.view`. */
  async *view(
    version: FileVersion,
    source: ImageSource,
    signal: AbortSignal,
  ): AsyncGenerator<FileProgress | ShownFile, void, undefined> {
    const startedAtMs = performance.now();
    const file = await this.#locate(version);
    const [body] = yield* this.#bodies([file], false, source, signal);
    const bytes = body?.bytes ?? new Uint8Array(0);
    yield {
      kind: 'file',
      sizeBytes: file.sizeBytes,
      shownBytes: bytes.length,
      content: fileContent(bytes, bytes.length === file.sizeBytes),
      tookMs: performance.now() - startedAtMs,
    };
  }

  /** In what two files differ. See `layerContract.compareFiles`. */
  async *compare(
    versions: { readonly before: FileVersion; readonly after: FileVersion },
    source: ImageSource,
    signal: AbortSignal,
  ): AsyncGenerator<FileProgress | FileComparison, void, undefined> {
    const startedAtMs = performance.now();
    const files = [await this.#locate(versions.before), await this.#locate(versions.after)];
    const [before, after] = yield* this.#bodies(files, true, source, signal);
    if (before === undefined || after === undefined) return;
    const sides = { before: sideOf(files[0], before), after: sideOf(files[1], after) };
    yield {
      kind: 'comparison',
      ...sides,
      result: compareBodies(before, after, sides),
      tookMs: performance.now() - startedAtMs,
    };
  }

  /** Writes one file to a path: whole, or not at all. */
  async *save(
    version: FileVersion,
    path: string,
    source: ImageSource,
    signal: AbortSignal,
  ): AsyncGenerator<SaveProgress | SavedFile, void, undefined> {
    const file = await this.#locate(version);
    const { sizeBytes } = file;
    const writer = await FileWriter.begin(path);
    try {
      const reading =
        sizeBytes === 0
          ? []
          : readEntries([{ file, sink: writer }], source, signal, async () => await writer.flush());
      for await (const progress of reading) {
        yield { ...progress, writtenBytes: writer.writtenBytes, sizeBytes };
      }
      signal.throwIfAborted();
      yield { kind: 'saved', sizeBytes, sha256: await writer.finish(sizeBytes) };
    } finally {
      await writer.discard();
    }
  }

  /** What was looked at before comes from memory; the rest in one pass over each image. */
  async *#bodies(
    files: readonly LocatedFile[],
    isDigestWanted: boolean,
    source: ImageSource,
    signal: AbortSignal,
  ): AsyncGenerator<FileProgress, (FileBody | undefined)[], undefined> {
    const known = new Map<string, FileBody>();
    const missing = new Map<string, LocatedFile>();
    for (const file of files) {
      const body = file.sizeBytes === 0 ? EMPTY : this.#memory.get(file.key);
      const isEnough =
        body !== undefined &&
        (!isDigestWanted || body.sha256 !== undefined || body.bytes.length === file.sizeBytes);
      if (isEnough) known.set(file.key, body);
      else missing.set(file.key, file);
    }
    for (const imageId of new Set([...missing.values()].map((file) => file.imageId))) {
      const wanted = [...missing.values()]
        .filter((file) => file.imageId === imageId)
        .map((file) => ({ file, sink: new BodyKeeper(isDigestWanted) }));
      yield* readEntries(wanted, source, signal);
      signal.throwIfAborted();
      for (const { file, sink } of wanted) {
        const body = sink.body();
        this.#memory.keep(file.key, body);
        known.set(file.key, body);
      }
    }
    return files.map(({ key }) => known.get(key));
  }
}

const EMPTY: FileBody = { bytes: new Uint8Array(0) };

function sideOf(file: LocatedFile | undefined, { bytes, sha256 }: FileBody): ComparedSide {
  return {
    sizeBytes: file?.sizeBytes ?? bytes.length,
    sha256: sha256 ?? createHash('sha256').update(bytes).digest('hex'),
  };
}

function compareBodies(
  before: FileBody,
  after: FileBody,
  sides: { readonly before: ComparedSide; readonly after: ComparedSide },
): FileComparison['result'] {
  if (sides.before.sha256 === sides.after.sha256) return { kind: 'same' };
  const isWhole =
    before.bytes.length === sides.before.sizeBytes && after.bytes.length === sides.after.sizeBytes;
  const texts = [textContent(before.bytes, isWhole), textContent(after.bytes, isWhole)];
  const [one, other] = texts;
  if (one === undefined || other === undefined) return { kind: 'bytes', because: 'binary' };
  if (!isWhole) return { kind: 'bytes', because: 'too-large' };
  const compared = compareTexts(one.text, other.text);
  // Other bytes, and the same characters: they are written down in another way.
  return compared.kind === 'same' ? { kind: 'bytes', because: 'binary' } : compared;
}
