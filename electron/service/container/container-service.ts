import type {
  Container,
  ContainerDetail,
  RemovalPreview,
} from '../../../shared/contract/container.ts';
import type { ContainerEngine, LogOptions } from '../../engine/container-engine.ts';
import type { CallOptions } from '../../engine/image-engine.ts';
import { isHelper } from '../helper/helper-labels.ts';

// What `docker stop` and `docker restart` wait before they kill.
const STOP_GRACE_SECONDS = 10;

/** What the user may do to containers. `engine` answers the engine of this moment. */
export class ContainerService {
  readonly #engine: () => ContainerEngine;
  #ahead: Promise<readonly Container[] | null> = Promise.resolve(null);
  #hasReadAhead = false;

  constructor(engine: () => ContainerEngine) {
    this.#engine = engine;
  }

  /** Begins, once, to read the list before anybody asks: at the start the window takes longer than the engine. */
  readAhead(engine: ContainerEngine): void {
    if (this.#hasReadAhead) return;
    this.#hasReadAhead = true;
    this.#ahead = visibleList(engine, {}).catch(() => null);
  }

  /** What was read ahead, once: a second reader would take it for news. `null` where nothing was. */
  async takeAhead(): Promise<readonly Container[] | null> {
    const ahead = this.#ahead;
    this.#ahead = Promise.resolve(null);
    return await ahead;
  }

  async list(options: CallOptions): Promise<readonly Container[]> {
    return await visibleList(this.#engine(), options);
  }

  async get(id: string, options: CallOptions): Promise<Container | null> {
    const container = await this.#engine().findContainer(id, options);
    return container === undefined || isHelper(container) ? null : container;
  }

  async detail(id: string, options: CallOptions): Promise<ContainerDetail> {
    return await this.#engine().inspectContainer(id, options);
  }

  async start(id: string): Promise<void> {
    await this.#engine().startContainer(id);
  }

  async stop(id: string): Promise<void> {
    await this.#engine().stopContainer(id, { graceSeconds: STOP_GRACE_SECONDS });
  }

  async restart(id: string): Promise<void> {
    await this.#engine().restartContainer(id, { graceSeconds: STOP_GRACE_SECONDS });
  }

  async previewRemoval(id: string, options: CallOptions): Promise<RemovalPreview> {
    return await this.#engine().previewRemoval(id, options);
  }

  async remove(
    id: string,
    options: { readonly force: boolean; readonly volumes: boolean },
  ): Promise<void> {
    await this.#engine().removeContainer(id, options);
  }

  /** Log bytes in the order in which the engine has them. */
  async *logs(id: string, options: LogOptions): AsyncGenerator<Uint8Array, void, void> {
    for await (const { bytes } of this.#engine().containerLogs(id, options)) yield bytes;
  }
}

async function visibleList(
  engine: ContainerEngine,
  options: CallOptions,
): Promise<readonly Container[]> {
  const containers = await engine.listContainers(options);
  return containers.filter((container) => !isHelper(container));
}
