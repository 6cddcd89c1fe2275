import type {
  Container,
  ContainerDetail,
  RemovalPreview,
} from '../../../shared/contract/container.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type {
  ContainerEngine,
  ContainerSizes,
  EngineEvent,
  LogOptions,
  MountedVolume,
  FileChange,
  OutputChunk,
} from '../container-engine.ts';
import type { EngineInfo, EngineVersion } from '../engine-facts.ts';
import type { CallOptions, ListOptions } from '../image-engine.ts';
import type { ContainerProcess, ExecConnection, ExecSpec, RunningExec } from '../container-exec.ts';
import type { ContainerSpec } from '../container-spec.ts';
import { checkObjectId, checkReference } from './check-name.ts';
import type { ResolvedEngine } from './engine-address.ts';
import { EngineHttp } from './engine-http.ts';
import { EngineModem } from './engine-modem.ts';
import { attachContainer } from './attach-container.ts';
import { DockerImages } from './docker-images.ts';
import { previewRemoval } from './preview-removal.ts';
import { runningExecs } from './running-execs.ts';
import { startExec } from './start-exec.ts';
import { readLog } from './read-log.ts';
import { readEvents } from './read-progress.ts';
import { toContainerChanges } from './to-container-changes.ts';
import { toContainers } from './to-container.ts';
import {
  toContainerDetail,
  toInspectedContainer,
  toMountedVolumes,
  type InspectedContainer,
} from './to-container-detail.ts';
import { toCreateRequest } from './to-create-request.ts';
import { toEngineInfo, toEngineVersion } from './to-engine-version.ts';
import { protocolBroken } from './to-failure.ts';
import { toCommittedId } from './to-image.ts';
import { PROCESS_COLUMNS, toProcesses } from './to-processes.ts';
import { toRequestShaper } from './to-request-shaper.ts';

/** A Docker engine at one address, spoken to in one version of its API, until `dispose`. */
export class DockerEngine extends DockerImages implements ContainerEngine {
  readonly #http: EngineHttp;
  readonly #negotiationModem: EngineModem;

  private constructor(http: EngineHttp, apiVersion: string) {
    super(new EngineModem(http, apiVersion), apiVersion);
    this.#http = http;
    this.#negotiationModem = new EngineModem(http, undefined);
  }

  /**
   * Asks the engine for its version and agrees on one; every later request names it. Fails with
   * `engine-too-old` or `engine-too-new` besides what every call may fail with.
   */
  static async connect(
    engine: ResolvedEngine,
    options: CallOptions = {},
  ): Promise<{ readonly engine: DockerEngine; readonly version: EngineVersion }> {
    const http = new EngineHttp(engine);
    try {
      const unversioned = toRequestShaper(new EngineModem(http, undefined), options.signal);
      const version = toEngineVersion(await unversioned.version());
      return { engine: new DockerEngine(http, version.apiVersion), version };
    } catch (error) {
      http.dispose();
      throw error;
    }
  }

  /** Ends every call and stream; those that wait fail with `interrupted`. */
  dispose(): void {
    this.#http.dispose();
  }

  async ping(options: CallOptions = {}): Promise<void> {
    const answer = await this.shape(options).ping();
    if (answer !== 'OK')
      throw new AppError(protocolBroken(`The ping was answered with ${String(answer)}.`));
  }

  async version(options: CallOptions = {}): Promise<EngineVersion> {
    return toEngineVersion(await toRequestShaper(this.#negotiationModem, options.signal).version());
  }

  async info(options: CallOptions = {}): Promise<EngineInfo> {
    return toEngineInfo(await this.shape(options).info());
  }

  async listContainers({ label, ...options }: ListOptions = {}): Promise<readonly Container[]> {
    const filters = label === undefined ? {} : { filters: { label: [label] } };
    return toContainers(await this.shape(options).listContainers({ all: true, ...filters }));
  }

  async findContainer(id: string, options: CallOptions = {}): Promise<Container | undefined> {
    const filters = { id: [checkObjectId(id)] };
    const reply = await this.shape(options).listContainers({ all: true, filters });
    // The engine takes the filter as a beginning.
    return toContainers(reply).find((container) => container.id === id);
  }

  async inspectContainer(id: string, options: CallOptions = {}): Promise<ContainerDetail> {
    const { inspected, reply } = await this.#inspect(id, options);
    const row = await this.findContainer(inspected.Id, options);
    if (row === undefined) {
      throw new AppError({
        code: 'not-found',
        message: 'There is no such container.',
        hint: 'It may have been removed: look at the list again.',
        subject: id,
      });
    }
    return toContainerDetail(inspected, row, reply);
  }

  async createContainer(spec: ContainerSpec, options: CallOptions = {}): Promise<string> {
    const created = await this.shape(options).createContainer({
      // Apart, so that the environment's values do not end up in a URL, and so in the engine's log.
      _query: spec.name === undefined ? {} : { name: spec.name },
      _body: toCreateRequest({ ...spec, image: checkReference(spec.image) }),
    });
    if (typeof created.id === 'string') return created.id;
    throw new AppError(protocolBroken('The engine named no id of the new container.'));
  }

  async startContainer(id: string, options: CallOptions = {}): Promise<void> {
    await this.#container(id, options).start();
  }

  async stopContainer(
    id: string,
    options: CallOptions & { readonly graceSeconds: number },
  ): Promise<void> {
    await this.#container(id, options).stop({ _query: { t: options.graceSeconds }, _body: {} });
  }

  async restartContainer(
    id: string,
    options: CallOptions & { readonly graceSeconds: number },
  ): Promise<void> {
    await this.#container(id, options).restart({ _query: { t: options.graceSeconds }, _body: {} });
  }

  async removeContainer(
    id: string,
    options: CallOptions & { readonly force: boolean; readonly volumes: boolean },
  ): Promise<void> {
    await this.#container(id, options).remove({ force: options.force, v: options.volumes });
  }

  async *containerLogs(id: string, options: LogOptions): AsyncGenerator<OutputChunk> {
    const { inspected } = await this.#inspect(id, options);
    const container = this.#container(inspected.Id, options);
    yield* readLog(container, inspected.Config.Tty, options);
  }

  async containerSizes(id: string, options: CallOptions = {}): Promise<ContainerSizes> {
    const { inspected } = await this.#inspect(id, options, { size: true });
    // The engine leaves a size of nothing out.
    return { ownBytes: inspected.SizeRw ?? 0, wholeBytes: inspected.SizeRootFs ?? 0 };
  }

  async commitContainer(
    id: string,
    { changes, ...options }: CallOptions & { readonly changes: readonly string[] },
  ): Promise<string> {
    const parameters = { container: checkObjectId(id), pause: false, changes };
    return toCommittedId(
      await this.#container(id, options).commit({ _query: parameters, _body: {} }),
    );
  }

  async containerChanges(id: string, options: CallOptions = {}): Promise<readonly FileChange[]> {
    return toContainerChanges(await this.#container(id, options).changes());
  }

  async listVolumesOf(id: string, options: CallOptions = {}): Promise<readonly MountedVolume[]> {
    return toMountedVolumes((await this.#inspect(id, options)).inspected);
  }

  async previewRemoval(id: string, options: CallOptions = {}): Promise<RemovalPreview> {
    const { inspected } = await this.#inspect(id, options, { size: true });
    return await previewRemoval(this.shape(options), inspected);
  }

  async startExec(id: string, spec: ExecSpec, options: CallOptions = {}): Promise<ExecConnection> {
    return await startExec((shape) => this.shape(shape), checkObjectId(id), spec, options);
  }

  async attachContainer(id: string, options: CallOptions = {}): Promise<ExecConnection> {
    return await attachContainer((shape) => this.shape(shape), checkObjectId(id), options);
  }

  async runningExecs(id: string, options: CallOptions = {}): Promise<readonly RunningExec[]> {
    return await runningExecs(this.shape(options), checkObjectId(id));
  }

  async listProcesses(id: string, options: CallOptions = {}): Promise<readonly ContainerProcess[]> {
    return toProcesses(await this.#container(id, options).top({ ps_args: PROCESS_COLUMNS }));
  }

  async putArchive(
    id: string,
    path: string,
    tar: Uint8Array | AsyncIterable<Uint8Array>,
    options: CallOptions = {},
  ): Promise<void> {
    await this.#container(id, options).putArchive(tar, { path });
  }

  async *getArchive(
    id: string,
    path: string,
    options: CallOptions = {},
  ): AsyncGenerator<Uint8Array> {
    yield* await this.#container(id, options).getArchive({ path });
  }

  async events(
    options: CallOptions & { readonly sinceMs?: number | undefined } = {},
  ): Promise<AsyncIterable<EngineEvent>> {
    const stream = await this.shape(options).getEvents({
      filters: { type: ['container', 'image'] },
      // The engine answers a moment before it listens; what it kept from then on closes the gap.
      ...(options.sinceMs === undefined ? {} : { since: (options.sinceMs / 1000).toFixed(3) }),
    });
    return readEvents(stream);
  }

  #container(id: string, options: CallOptions) {
    return this.shape(options).getContainer(checkObjectId(id));
  }

  async #inspect(
    id: string,
    options: CallOptions,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<{ readonly inspected: InspectedContainer; readonly reply: unknown }> {
    const reply = await this.#container(id, options).inspect(parameters);
    return { inspected: toInspectedContainer(reply), reply };
  }
}
