import { AppError } from '../../../shared/ipc/app-error.ts';
import type { EngineEvent } from '../container-engine.ts';
import type { LoadProgress, PullProgress } from '../image-engine.ts';
import { readNdjson, type LineLosses } from './read-ndjson.ts';
import { toEngineEvent } from './to-engine-event.ts';
import { interrupted } from './to-failure.ts';
import { toLoadProgress, toPullDigest, toPullProgress } from './to-pull-progress.ts';

/** Reads a pull. Fails with `interrupted` when it ends without the engine saying that it is done. */
export async function* readPull(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<PullProgress, void, undefined> {
  const losses: LineLosses = { malformedCount: 0 };
  let digest: string | undefined;
  let done: PullProgress | undefined;
  for await (const record of readNdjson(source, 'registry', losses)) {
    digest = toPullDigest(record) ?? digest;
    const progress = toPullProgress(record, digest);
    if (progress?.kind === 'done') done = progress;
    else if (progress !== undefined) yield progress;
  }
  // Only the end proves that no error follows the engine's last status.
  if (done === undefined) throw endedEarly('pull', losses);
  yield done;
}

/** Reads an import's answer and returns the new image's id. */
export async function readImportedId(source: AsyncIterable<Uint8Array>): Promise<string> {
  const losses: LineLosses = { malformedCount: 0 };
  let id: string | undefined;
  for await (const record of readNdjson(source, 'engine', losses)) {
    const { status } = record;
    if (typeof status === 'string' && /^sha256:[0-9a-f]{64}$/.test(status)) id = status;
  }
  if (id === undefined) throw endedEarly('import', losses);
  return id;
}

/** Reads a load's answer; its end without an error is the engine's word that all is there. */
export async function* readLoad(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<LoadProgress, void, undefined> {
  const losses: LineLosses = { malformedCount: 0 };
  for await (const record of readNdjson(source, 'engine', losses)) {
    const progress = toLoadProgress(record);
    if (progress !== undefined) yield progress;
  }
}

/** Reads the engine's events until the connection goes, which is a failure like any other cut. */
export async function* readEvents(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<EngineEvent, void, undefined> {
  const losses: LineLosses = { malformedCount: 0 };
  let reportedCount = 0;
  for await (const record of readNdjson(source, 'engine', losses)) {
    if (losses.malformedCount > reportedCount) {
      reportedCount = losses.malformedCount;
      yield { kind: 'resync' };
    }
    const event = toEngineEvent(record);
    if (event !== undefined) yield event;
  }
  throw endedEarly('stream of events', losses);
}

function endedEarly(what: string, { malformedCount }: LineLosses): AppError {
  const unread = malformedCount === 0 ? '' : ` ${malformedCount} of its lines could not be read.`;
  return new AppError(interrupted(`The ${what} ended without its final word.${unread}`));
}
