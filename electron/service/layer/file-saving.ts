import { basename, extname } from 'node:path';
import * as z from 'zod';
import type { FileVersion } from '../../../shared/contract/layer-file.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { runImageTask } from '../image/run-image-task.ts';
import type { FileChooser } from '../recording/recording-service.ts';
import { RateMeter } from '../task/rate-meter.ts';
import type { TaskHandle, TaskService } from '../task/task-service.ts';
import type { LayerWorker } from './layer-service.ts';

/** What the worker tells while it saves. */
const StepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    readBytes: z.number(),
    expectedBytes: z.number(),
    writtenBytes: z.number(),
    sizeBytes: z.number(),
  }),
  z.object({ kind: z.literal('saved'), sizeBytes: z.number(), sha256: z.string() }),
]);

/** What saving needs. */
export interface FileSavingParts {
  readonly worker: LayerWorker;
  readonly enginePlace: () => unknown;
  readonly tasks: TaskService;
  readonly chooser: FileChooser;
}

/** Asks where, then saves a file of a layer as a task; answers the task, if there is one. */
export async function saveLayerFile(
  parts: FileSavingParts,
  version: FileVersion,
  offeredName: string,
  webContentsId: number,
): Promise<string | undefined> {
  const name = fileName(offeredName);
  const extension = extname(name).slice(1) || '*';
  const place = await parts.chooser.toWrite(webContentsId, name, { name: 'File', extension });
  if (place === undefined) return undefined;
  return runImageTask(
    parts.tasks,
    { kind: 'save-file', title: `Save ${name}` },
    async (task, signal) => await save(parts, { ...version, path: place }, task, signal),
  );
}

async function save(
  { worker, enginePlace }: FileSavingParts,
  file: FileVersion & { readonly path: string },
  task: TaskHandle,
  signal: AbortSignal,
): Promise<string> {
  const rate = new RateMeter();
  const input = { ...file, engine: enginePlace() };
  let savedBytes: number | undefined;
  for await (const item of worker.stream('saveFile', input, signal)) {
    const step = StepSchema.parse(item);
    if (step.kind === 'saved') {
      savedBytes = step.sizeBytes;
      continue;
    }
    const { readBytes, writtenBytes, sizeBytes } = step;
    rate.read(readBytes);
    task.update({
      detail: detailOf(readBytes, writtenBytes),
      // Until its layer comes there is no telling how far it is.
      ...(writtenBytes > 0 && { doneBytes: writtenBytes, totalBytes: sizeBytes }),
      ...(writtenBytes > 0 && { donePct: (100 * writtenBytes) / sizeBytes }),
      bytesPerSecond: rate.bytesPerSecond(),
    });
  }
  signal.throwIfAborted();
  if (savedBytes === undefined) throw unfinished();
  return `Saved as ${file.path}, ${formatByteSize(savedBytes)}`;
}

function detailOf(readBytes: number, writtenBytes: number): string {
  if (readBytes === 0) return 'The engine prepares the image';
  return writtenBytes === 0
    ? `Going to its layer, ${formatByteSize(readBytes)} so far`
    : 'Writing the file';
}

/** A name that no file system refuses and that leads nowhere. */
function fileName(offered: string): string {
  const plain = basename(offered).replaceAll(/[^\w.+ -]+/g, '_');
  return /^\.*$/.test(plain) ? 'file' : plain.slice(0, 128);
}

function unfinished(): AppError {
  return new AppError({
    code: 'interrupted',
    message: 'Saving ended before the file was whole.',
    hint: 'Save it again; what was written was removed.',
  });
}
