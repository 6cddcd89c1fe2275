import { AppError } from '../../../shared/ipc/app-error.ts';
import type { FileProgress } from '../../../shared/contract/layer-file.ts';
import { EntryFinder, type BodySink } from './entry-finder.ts';
import type { ImageSource } from './image-source.ts';
import { LayerDamage } from './layer-damage.ts';
import type { LocatedFile } from './locate-file.ts';
import { unreadable } from './to-archive-layout.ts';
import { watchStall } from './watch-stall.ts';

/** Ten a second look fluent. */
const MIN_PROGRESS_INTERVAL_MS = 100;

/** A file and what takes its bytes. */
export interface FileToRead {
  readonly file: LocatedFile;
  readonly sink: BodySink;
}

/**
 * Reads files of one image in one pass over the engine's export, which ends with the last one of them.
 * @param flushed resolves when sinks can take more
 */
export async function* readEntries(
  files: readonly FileToRead[],
  source: ImageSource,
  signal: AbortSignal,
  flushed: () => Promise<void> = async () => undefined,
): AsyncGenerator<FileProgress, void, undefined> {
  const [first] = files;
  if (first === undefined) return;
  const { imageId, imageBytes } = first.file;
  const finder = new EntryFinder(files.map(({ file, sink }) => ({ ...file, sink })));
  const stall = watchStall(signal);
  let readBytes = 0;
  let shownAtMs = -Infinity;
  try {
    yield { kind: 'progress', readBytes, expectedBytes: imageBytes };
    for await (const chunk of source.archive(imageId, stall.signal)) {
      stall.alive();
      readBytes += chunk.length;
      await finder.push(chunk);
      await flushed();
      if (finder.isDone) return;
      if (performance.now() - shownAtMs < MIN_PROGRESS_INTERVAL_MS) continue;
      shownAtMs = performance.now();
      yield { kind: 'progress', readBytes, expectedBytes: Math.max(imageBytes, readBytes) };
    }
    throw notFound(finder, finder.finish());
  } catch (error) {
    if (error instanceof LayerDamage) throw unreadable(error.message);
    throw stall.failure() ?? error;
  } finally {
    stall.dispose();
    finder.dispose();
  }
}

function notFound(finder: EntryFinder, isWhole: boolean): AppError {
  if (!isWhole) {
    return new AppError({
      code: 'interrupted',
      message: 'The engine ended its export of this image before the file was whole.',
      hint: 'Try again.',
    });
  }
  if (finder.problem !== undefined) return unreadable(finder.problem.message);
  return unreadable(
    finder.hasSeenAll
      ? 'Its layer does not hold this file, though it did when it was read.'
      : 'It does not hold the layer of this file, though it did when it was read.',
  );
}
