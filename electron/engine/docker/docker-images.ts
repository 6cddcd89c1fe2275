import type {
  CallOptions,
  Distribution,
  HistoryStep,
  ImageDetail,
  ImageEngine,
  ImageRow,
  ImageUsage,
  ImportOptions,
  LoadProgress,
  PullOptions,
  PullProgress,
  RegistryAuth,
  ListOptions,
} from '../image-engine.ts';
import { checkReference, splitReference } from './check-name.ts';
import type { EngineModem } from './engine-modem.ts';
import { readImportedId, readLoad, readPull } from './read-progress.ts';
import { authOf } from './registry-auth.ts';
import { toDistribution, toHistory, toImageDetail, toImageRows, toImageUsage } from './to-image.ts';
import { toRequestShaper, type RequestShaper } from './to-request-shaper.ts';

/** The first API that counts images alone; the ones before it count everything, at length. */
const USAGE_BY_TYPE_API = 1.42;

/** A Docker engine's images. */
export class DockerImages implements ImageEngine {
  readonly #modem: EngineModem;
  readonly #apiVersion: string;

  constructor(modem: EngineModem, apiVersion: string) {
    this.#modem = modem;
    this.#apiVersion = apiVersion;
  }

  async listImages({ label, ...options }: ListOptions = {}): Promise<readonly ImageRow[]> {
    const filters = label === undefined ? {} : { filters: { label: [label] } };
    return toImageRows(await this.shape(options).listImages(filters));
  }

  async inspectImage(reference: string, options: CallOptions = {}): Promise<ImageDetail> {
    return toImageDetail(await this.#image(reference, options).inspect());
  }

  async *pullImage(reference: string, options: PullOptions = {}): AsyncGenerator<PullProgress> {
    const stream = await this.shape(options).pull(checkReference(reference), {
      ...(options.platform === undefined ? {} : { platform: options.platform }),
      ...authOf(options.auth),
    });
    yield* readPull(stream);
  }

  async importImage(tar: AsyncIterable<Uint8Array>, options: ImportOptions): Promise<string> {
    const { repository, tag } = splitReference(checkReference(options.reference));
    const stream = await this.shape(options).importImage(tar, {
      repo: repository,
      tag,
      changes: options.changes ?? [],
    });
    return readImportedId(stream);
  }

  async removeImage(
    reference: string,
    options: CallOptions & { readonly force?: boolean | undefined } = {},
  ): Promise<void> {
    await this.#image(reference, options).remove({ force: options.force === true });
  }

  async distribution(
    reference: string,
    options: CallOptions & { readonly auth?: RegistryAuth | undefined } = {},
  ): Promise<Distribution> {
    return toDistribution(await this.#image(reference, options).distribution(authOf(options.auth)));
  }

  async imageUsage(options: CallOptions = {}): Promise<ImageUsage> {
    // Both parts of a version are small numbers: as one they order rightly until 1.100.
    const isByType = Number(this.#apiVersion) >= USAGE_BY_TYPE_API;
    // From API 1.52 on rows come only where they are asked for; earlier ones overlook the wish.
    const query = isByType ? { type: 'image', verbose: true } : {};
    return toImageUsage(await this.#read('/system/df?', query, options));
  }

  async imageHistory(
    reference: string,
    options: CallOptions = {},
  ): Promise<readonly HistoryStep[]> {
    return toHistory(await this.#image(reference, options).history());
  }

  async tagImage(reference: string, name: string, options: CallOptions = {}): Promise<void> {
    const { repository, tag } = splitReference(checkReference(name));
    await this.#image(reference, options).tag({ _query: { repo: repository, tag }, _body: {} });
  }

  async *saveImages(
    references: readonly string[],
    options: CallOptions = {},
  ): AsyncGenerator<Uint8Array> {
    yield* await this.shape(options).getImages({ names: references.map(checkReference) });
  }

  async *loadImages(
    tar: AsyncIterable<Uint8Array>,
    options: CallOptions = {},
  ): AsyncGenerator<LoadProgress> {
    yield* readLoad(await this.shape(options).loadImage(tar, { quiet: false }));
  }

  /** A call that dockerode does not know in full. */
  async #read(
    path: string,
    query: Readonly<Record<string, unknown>>,
    { signal }: CallOptions,
  ): Promise<unknown> {
    return await new Promise((resolve, reject) => {
      this.#modem.dial(
        { path, method: 'GET', options: query, statusCodes: { 200: true }, abortSignal: signal },
        (error, result) => (error === null ? resolve(result) : reject(error)),
      );
    });
  }

  /** dockerode for one call. */
  protected shape(options: CallOptions): RequestShaper {
    return toRequestShaper(this.#modem, options.signal);
  }

  #image(reference: string, options: CallOptions) {
    return this.shape(options).getImage(checkReference(reference));
  }
}
