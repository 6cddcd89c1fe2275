import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import type { ImageEngine } from '../../engine/image-engine.ts';
import { fileFailure } from '../recording/file-failure.ts';
import { RateMeter } from '../task/rate-meter.ts';
import type { TaskHandle } from '../task/task-service.ts';

/** A tar ends in two empty blocks of this size. */
const TAR_BLOCK_BYTES = 512;
/** Read and sent at once. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Writes images into one archive. It stands under its name only when it is whole: what was begun goes when it is
 * cancelled or cut.
 */
export async function saveArchive(
  engine: ImageEngine,
  references: readonly string[],
  path: string,
  task: TaskHandle,
  signal: AbortSignal,
): Promise<string> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.part`;
  const rate = new RateMeter();
  let doneBytes = 0;
  let last = Buffer.alloc(0);
  const file = await open(beside, 'wx').catch((error: unknown) => {
    throw fileFailure(error, path);
  });
  try {
    for await (const piece of engine.saveImages(references, { signal })) {
      await file.writeFile(piece).catch((error: unknown) => {
        throw fileFailure(error, path);
      });
      doneBytes += piece.byteLength;
      rate.read(doneBytes);
      last = Buffer.concat([last, piece]).subarray(-2 * TAR_BLOCK_BYTES);
      const bytesPerSecond = rate.bytesPerSecond();
      task.update({ detail: `Writing ${basename(path)}`, doneBytes, bytesPerSecond });
    }
    // An engine that fails halfway can only stop sending.
    if (last.byteLength < 2 * TAR_BLOCK_BYTES || last.some((byte) => byte !== 0))
      throw cutOff(path);
    await file.close();
    await rename(beside, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(beside, { force: true }).catch(() => undefined);
    throw error instanceof AppError ? error : fileFailure(error, path);
  }
  return `Saved as ${path}`;
}

/** Hands an archive to the engine. What is no whole archive of images fails with `invalid-input`. */
export async function loadArchive(
  engine: ImageEngine,
  path: string,
  task: TaskHandle,
  signal: AbortSignal,
): Promise<string> {
  const loaded: string[] = [];
  try {
    for await (const step of engine.loadImages(pieces(path, task), { signal })) {
      if (step.loaded !== undefined) loaded.push(step.loaded);
      task.update({ detail: step.text });
    }
  } catch (error) {
    throw signal.aborted ? error : explained(error, path);
  }
  if (loaded.length === 0) throw noArchive(path, 'The engine took it and named no image.');
  return `${formatPlural(loaded.length, 'image')} loaded: ${loaded.join(', ')}`;
}

async function* pieces(path: string, task: TaskHandle): AsyncGenerator<Uint8Array> {
  const rate = new RateMeter();
  const file = await open(path).catch((error: unknown) => {
    throw fileFailure(error, path);
  });
  try {
    const { size: totalBytes } = await file.stat();
    let doneBytes = 0;
    for await (const piece of file.createReadStream({
      highWaterMark: PIECE_BYTES,
      autoClose: false,
    })) {
      yield piece;
      doneBytes += piece.length;
      rate.read(doneBytes);
      const bytesPerSecond = rate.bytesPerSecond();
      const detail = doneBytes < totalBytes ? `Reading ${basename(path)}` : 'The engine unpacks it';
      task.update({ detail, doneBytes, totalBytes, bytesPerSecond });
    }
  } finally {
    await file.close();
  }
}

/** An engine's words on an archive are those of its unpacking: what they mean is the same. */
function explained(error: unknown, path: string): unknown {
  if (!(error instanceof AppError)) return error;
  const { code, message, cause } = error.failure;
  const isOfArchive = ['engine-failed', 'invalid-input', 'not-found', 'conflict'].includes(code);
  // A file that cannot be read has named itself.
  if (!isOfArchive || error.failure.subject === path) return error;
  return noArchive(path, [message, cause].filter((part) => part !== undefined).join('\n'));
}

function noArchive(path: string, cause: string): AppError {
  return new AppError({
    code: 'invalid-input',
    message: `${basename(path)} could not be loaded: it is damaged, cut off, or no archive of images.`,
    hint: 'Save it anew with Berth or docker save, and check that it was copied whole.',
    subject: path,
    cause,
  });
}

function cutOff(path: string): AppError {
  return new AppError({
    code: 'interrupted',
    message: 'The engine stopped before the archive was whole.',
    hint: 'Save again; what was written was removed.',
    subject: path,
  });
}
