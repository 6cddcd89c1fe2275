import type * as z from 'zod';
import { ImageLayersSchema, type ImageLayers } from '../../../shared/contract/image-layers.ts';
import type { FileVersion } from '../../../shared/contract/layer-file.ts';
import { layerContract } from '../../../shared/contract/layer.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import type { FileChooser } from '../recording/recording-service.ts';
import { SnapshotFeed } from '../task/snapshot-feed.ts';
import type { TaskHandle, TaskService } from '../task/task-service.ts';
import { saveLayerFile } from './file-saving.ts';

/** The process that reads layers and answers what is asked about them. */
export interface LayerWorker {
  readonly ask: (method: string, input: unknown) => Promise<unknown>;
  readonly stream: (method: string, input: unknown, signal: AbortSignal) => AsyncIterable<unknown>;
  readonly dispose: () => void;
}

/** What the service is made with. */
export interface LayerServiceParts {
  readonly worker: LayerWorker;
  /** Where the engine is, in words that only the worker reads. Fails while there is none. */
  readonly enginePlace: () => unknown;
  readonly tasks: TaskService;
  readonly chooser: FileChooser;
}

/** Methods that answer step by step. */
type Streams = 'view' | 'compareFiles';
type Item<Method extends Streams> = z.output<(typeof layerContract)[Method]['item']>;
type Questions = Omit<typeof layerContract, 'open' | Streams | 'saveFile'>;
type Input<Method extends keyof Questions> = z.output<Questions[Method]['input']>;
type Answer<Method extends keyof Questions> = z.output<Questions[Method]['output']>;

/** What is inside images. A reading belongs to nobody who looks: it ends when it is done or its task is cancelled. */
export class LayerService {
  readonly #parts: LayerServiceParts;
  readonly #readings = new Map<string, Reading>();

  constructor(parts: LayerServiceParts) {
    this.#parts = parts;
  }

  /** How far the reading of an image is, until it is ready; begins it unless it is under way. */
  async *open(image: string, signal: AbortSignal): AsyncGenerator<ImageLayers, void, undefined> {
    let reading = this.#readings.get(image);
    if (reading === undefined) {
      reading = new Reading(image, this.#parts);
      this.#readings.set(image, reading);
      void reading.ended.then(() => this.#readings.delete(image));
    }
    yield* reading.watch(signal);
  }

  async children(input: Input<'children'>): Promise<Answer<'children'>> {
    return layerContract.children.output.parse(await this.#parts.worker.ask('children', input));
  }

  async areas(input: Input<'areas'>): Promise<Answer<'areas'>> {
    return layerContract.areas.output.parse(await this.#parts.worker.ask('areas', input));
  }

  async search(input: Input<'search'>): Promise<Answer<'search'>> {
    return layerContract.search.output.parse(await this.#parts.worker.ask('search', input));
  }

  async life(input: Input<'life'>): Promise<Answer<'life'>> {
    return layerContract.life.output.parse(await this.#parts.worker.ask('life', input));
  }

  async wasted(input: Input<'wasted'>): Promise<Answer<'wasted'>> {
    return layerContract.wasted.output.parse(await this.#parts.worker.ask('wasted', input));
  }

  /** One file of a layer. Whoever leaves ends the fetching. */
  async *view(version: FileVersion, signal: AbortSignal): AsyncGenerator<Item<'view'>> {
    const { item } = layerContract.view;
    for await (const step of this.#steps('view', version, signal)) yield item.parse(step);
  }

  /** In what two files differ. */
  async *compareFiles(
    versions: { readonly before: FileVersion; readonly after: FileVersion },
    signal: AbortSignal,
  ): AsyncGenerator<Item<'compareFiles'>> {
    const { item } = layerContract.compareFiles;
    for await (const step of this.#steps('compareFiles', versions, signal)) yield item.parse(step);
  }

  /** Asks where, then saves a file; answers the task, if there is one. */
  async saveFile(
    { name, ...version }: FileVersion & { readonly name: string },
    webContentsId: number,
  ): Promise<string | undefined> {
    return await saveLayerFile(this.#parts, version, name, webContentsId);
  }

  /** Ends every reading. */
  dispose(): void {
    for (const reading of this.#readings.values()) reading.cancel();
    this.#parts.worker.dispose();
  }

  #steps(method: Streams, input: object, signal: AbortSignal): AsyncIterable<unknown> {
    const { worker, enginePlace } = this.#parts;
    return worker.stream(method, { ...input, engine: enginePlace() }, signal);
  }
}

/** Progress reaches each window that often at most. */
const MIN_UPDATE_INTERVAL_MS = 100;

/** One image being read, for any number of windows. */
class Reading {
  readonly #image: string;
  readonly #parts: LayerServiceParts;
  readonly #aborter = new AbortController();
  readonly #feed = new SnapshotFeed(() => this.#latest, MIN_UPDATE_INTERVAL_MS);
  #latest: ImageLayers | undefined;
  #failure: Failure | undefined;
  #task: TaskHandle | undefined;
  /** Resolves when it is done or has failed. */
  readonly ended: Promise<void>;

  constructor(image: string, parts: LayerServiceParts) {
    this.#image = image;
    this.#parts = parts;
    this.ended = this.#run();
  }

  cancel(): void {
    this.#aborter.abort();
  }

  async *watch(signal: AbortSignal): AsyncGenerator<ImageLayers, void, undefined> {
    for await (const snapshot of this.#feed.watch(signal)) {
      if (snapshot !== undefined) yield snapshot;
      if (snapshot?.status === 'ready') return;
    }
    if (signal.aborted) return;
    if (this.#failure !== undefined) throw new AppError(this.#failure);
    if (this.#latest !== undefined) yield this.#latest;
  }

  async #run(): Promise<void> {
    const { worker, enginePlace } = this.#parts;
    const { signal } = this.#aborter;
    try {
      const input = { image: this.#image, engine: enginePlace() };
      for await (const item of worker.stream('open', input, signal)) {
        this.#take(ImageLayersSchema.parse(item));
      }
      if (this.#latest?.status !== 'ready') throw new AppError(unfinished());
      this.#task?.end({ status: 'done', detail: 'Done' });
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#feed.dispose();
    }
  }

  #take(snapshot: ImageLayers): void {
    const isReady = snapshot.status === 'ready';
    // What comes from the cache alone is no work to speak of.
    if (!isReady) this.#task ??= this.#startTask();
    this.#latest = this.#task === undefined ? snapshot : { ...snapshot, taskId: this.#task.id };
    this.#feed.changed(isReady ? 'now' : 'soon');
    if (isReady) return;
    const { readBytes, expectedBytes, layers } = snapshot;
    const readCount = layers.filter(({ status }) => status !== 'waiting').length;
    this.#task?.update(
      readBytes === 0
        ? { detail: 'The engine prepares the image' }
        : {
            detail: `${readCount} layers read, ${formatByteSize(readBytes)}`,
            doneBytes: readBytes,
            totalBytes: expectedBytes,
            donePct: expectedBytes === 0 ? undefined : (100 * readBytes) / expectedBytes,
          },
    );
  }

  #startTask(): TaskHandle {
    return this.#parts.tasks.start({
      kind: 'read-layers',
      title: `Read the layers of ${this.#image}`,
      abort: () => this.cancel(),
    });
  }

  #fail(error: unknown): void {
    if (this.#aborter.signal.aborted) {
      this.#failure = { code: 'cancelled', message: 'Reading the layers was cancelled.' };
      this.#task?.end({ status: 'cancelled', detail: 'Cancelled' });
      return;
    }
    const failure = failureOf(error);
    this.#failure = failure;
    this.#task?.end({ status: failure.code === 'interrupted' ? 'interrupted' : 'failed', failure });
  }
}

function unfinished(): Failure {
  return {
    code: 'interrupted',
    message: 'Reading the layers ended before it was done.',
    hint: 'Open the image again.',
  };
}

function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'internal', message: 'Something went wrong in Berth.', cause };
}
