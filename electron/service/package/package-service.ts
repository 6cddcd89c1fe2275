import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { ImageLayersSchema } from '../../../shared/contract/image-layers.ts';
import {
  FoundPackagesSchema,
  ImagePackagesSchema,
  type FoundPackages,
  type ImagePackages,
  type PackageExportFormat,
  type PackageQuery,
} from '../../../shared/contract/package.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import type { EngineAccess } from '../launch/engine-access.ts';
import { runImageTask } from '../image/run-image-task.ts';
import type { LayerWorker } from '../layer/layer-service.ts';
import { fileFailure } from '../recording/file-failure.ts';
import type { FileChooser, FileKind } from '../recording/recording-service.ts';
import type { TaskHandle, TaskService } from '../task/task-service.ts';
import type { BillInput } from './bill-of-materials.ts';
import { toCycloneDx } from './to-cyclone-dx.ts';
import { toSpdx } from './to-spdx.ts';

/** What the service is made with. */
export interface PackageServiceParts {
  readonly worker: Pick<LayerWorker, 'ask' | 'stream'>;
  /** Where the engine is, in words that only the worker reads. Fails while there is none. */
  readonly enginePlace: () => unknown;
  readonly access: EngineAccess;
  readonly tasks: TaskService;
  readonly chooser: FileChooser;
  readonly tool: BillInput['tool'];
}

const EXPORTS: Readonly<
  Record<
    PackageExportFormat,
    { readonly kind: FileKind; readonly make: (input: BillInput) => object }
  >
> = {
  cyclonedx: { kind: { name: 'CycloneDX 1.6', extension: 'cdx.json' }, make: toCycloneDx },
  spdx: { kind: { name: 'SPDX 2.3', extension: 'spdx.json' }, make: toSpdx },
};

/** Packages of images, by what their layers say. */
export class PackageService {
  readonly #parts: PackageServiceParts;

  constructor(parts: PackageServiceParts) {
    this.#parts = parts;
  }

  /** All packages of an image whose layers are read. */
  async list(imageId: string): Promise<ImagePackages> {
    return ImagePackagesSchema.parse(await this.#parts.worker.ask('packages', { imageId }));
  }

  /** Looks through every image of the engine. */
  async find(query: PackageQuery): Promise<FoundPackages> {
    const rows = await this.#parts.access.engine.listImages();
    const imageIds = [...new Set(rows.map(({ id }) => id))];
    const found = await this.#parts.worker.ask('findPackages', { imageIds, query });
    return FoundPackagesSchema.parse(found);
  }

  /** Reads images one after the other; answers the task. One that cannot be read does not keep the others. */
  readImages(imageIds: readonly string[]): string {
    const title = `Read what is in ${formatPlural(imageIds.length, 'image')}`;
    return runImageTask(
      this.#parts.tasks,
      { kind: 'read-layers', title },
      async (task, signal) => await this.#readAll(imageIds, task, signal),
    );
  }

  /** Asks where to, then writes a bill of materials; undefined where no place was chosen. */
  async export(
    imageId: string,
    format: PackageExportFormat,
    webContentsId: number,
  ): Promise<string | undefined> {
    const { access, chooser, tool } = this.#parts;
    const image = await this.list(imageId);
    const rows = await access.engine.listImages();
    const imageName = rows.find(({ id }) => id === imageId)?.tags[0] ?? imageId;
    const { kind, make } = EXPORTS[format];
    const fileName = imageName.replace(/^sha256:(.{12}).*/, '$1').replaceAll(/[^\w.-]+/g, '-');
    const path = await chooser.toWrite(webContentsId, `${fileName}.${kind.extension}`, {
      ...kind,
      extension: 'json',
    });
    if (path === undefined) return undefined;
    const bill = make({ imageName, image, tool, createdAt: new Date(), uuid: randomUUID() });
    await writeFile(path, `${JSON.stringify(bill, null, 2)}\n`).catch((error: unknown) => {
      throw fileFailure(error, path);
    });
    return path;
  }

  async #readAll(
    imageIds: readonly string[],
    task: TaskHandle,
    signal: AbortSignal,
  ): Promise<string> {
    const failures: AppError[] = [];
    for (const [at, imageId] of imageIds.entries()) {
      try {
        await this.#readOne(imageId, signal, (sharePct) =>
          task.update({
            detail: `Image ${at + 1} of ${imageIds.length}`,
            donePct: (100 * at + sharePct) / imageIds.length,
          }),
        );
      } catch (error) {
        if (signal.aborted || !(error instanceof AppError)) throw error;
        failures.push(error);
      }
    }
    const [first] = failures;
    const readCount = imageIds.length - failures.length;
    if (first === undefined) return `${formatPlural(readCount, 'image')} read`;
    throw new AppError({
      ...first.failure,
      message: `${failures.length} of ${formatPlural(imageIds.length, 'image')} could not be read. ${first.failure.message}`,
    });
  }

  async #readOne(
    image: string,
    signal: AbortSignal,
    onShare: (sharePct: number) => void,
  ): Promise<void> {
    const { worker, enginePlace } = this.#parts;
    onShare(0);
    for await (const item of worker.stream('open', { image, engine: enginePlace() }, signal)) {
      const { readBytes, expectedBytes, status } = ImageLayersSchema.parse(item);
      if (status === 'ready') return;
      if (expectedBytes > 0) onShare(Math.min(100, (100 * readBytes) / expectedBytes));
    }
    signal.throwIfAborted();
  }
}
