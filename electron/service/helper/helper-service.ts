import { randomBytes } from 'node:crypto';
import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type { Helper, HelperPlan } from '../../../shared/contract/helper.ts';
import type { TerminalSize } from '../../../shared/contract/terminal.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { CallOptions } from '../../engine/image-engine.ts';
import type { EngineAccess } from '../launch/engine-access.ts';
import { SnapshotFeed } from '../task/snapshot-feed.ts';
import type { TerminalService } from '../terminal/terminal-service.ts';
import { helperImages } from './helper-images.ts';
import { HELPER_LABEL, OWNER_LABEL } from './helper-labels.ts';
import type { HelperMemory } from './helper-memory.ts';
import { filesClosed, noShellInImage } from './helper-failure.ts';
import { toTargetFacts } from './to-target-facts.ts';

/** Where a helper has its target's files. */
const TARGET_DIRECTORY = '/target';

/** With the target's processes in sight its first one is number 1. Waits for input that never comes. */
const SCRIPT = `ln -s /proc/1/root ${TARGET_DIRECTORY}; read -r _`;

/** Lists nothing where the target's files may not be looked at. */
const CHECK = ['/bin/sh', '-c', `cd ${TARGET_DIRECTORY} && ls -d . && echo reached`];

const UPDATE_INTERVAL_MS = 100;

/** Containers that stand beside others which have no shell, each for as long as its terminal. */
export class HelperService {
  readonly #access: EngineAccess;
  readonly #terminals: TerminalService;
  readonly #memory: HelperMemory;
  /** By the id of the helper's own container. */
  readonly #helpers = new Map<string, Helper>();
  readonly #feed = new SnapshotFeed(() => [...this.#helpers.values()], UPDATE_INTERVAL_MS);
  readonly #end = new AbortController();
  #isSwept = false;

  constructor(access: EngineAccess, terminals: TerminalService, memory: HelperMemory) {
    this.#access = access;
    this.#terminals = terminals;
    this.#memory = memory;
    void this.#followTerminals();
    void this.#sweepOnce();
  }

  /** All helpers now and whenever one comes or goes. */
  watch(signal: AbortSignal): AsyncIterable<Helper[]> {
    return this.#feed.watch(signal);
  }

  /** What would be made beside a container. */
  async plan(containerId: string, options: CallOptions = {}): Promise<HelperPlan> {
    const { engine } = this.#access;
    const { image: last } = await this.#memory.recall();
    const [target, images] = await Promise.all([
      runningTarget(engine, containerId, options),
      helperImages(engine, last, options),
    ]);
    const { shares, deviceRequests } = toTargetFacts(target);
    return {
      containerName: target.container.name,
      images,
      sharesHostNetwork: shares.network === 'host',
      sharesMemory: shares.ipc !== undefined,
      sharesDevices: deviceRequests.length > 0,
    };
  }

  /** Makes a helper and opens a shell in it; answers the session's id. */
  async open(containerId: string, image: string, size: TerminalSize): Promise<string> {
    const { engine } = this.#access;
    const target = await runningTarget(engine, containerId);
    const { owner } = await this.#memory.recall();
    const helperId = await createHelper(engine, { target, image, owner });
    try {
      await startHelper(engine, helperId, image);
      await checkFiles(engine, helperId, target);
      // Not in the target's files: engines take a shell that begins outside of its own for a break-out.
      const choice = { user: '0', directory: '/' };
      const sessionId = await this.#terminals.open(helperId, size, choice, false);
      const { id: targetId, name: targetName } = target.container;
      this.#helpers.set(helperId, { sessionId, targetId, targetName, image });
      this.#feed.changed('now');
      await this.#memory.rememberImage(image);
      return sessionId;
    } catch (error) {
      await remove(engine, helperId);
      throw error;
    }
  }

  /** Removes what is there, and with it the shells in it. */
  async dispose(): Promise<void> {
    this.#end.abort();
    this.#feed.dispose();
    await Promise.all([...this.#helpers.keys()].map((id) => remove(this.#access.engine, id)));
    this.#helpers.clear();
  }

  /** A helper goes with its terminal. */
  async #followTerminals(): Promise<void> {
    for await (const sessions of this.#terminals.watch(this.#end.signal)) {
      const open = new Set(sessions.map(({ id }) => id));
      for (const [helperId, { sessionId }] of this.#helpers) {
        if (open.has(sessionId)) continue;
        this.#helpers.delete(helperId);
        this.#feed.changed('now');
        void remove(this.#access.engine, helperId);
      }
    }
  }

  /** Removes what an earlier run could not. */
  async #sweepOnce(): Promise<void> {
    for await (const notice of this.#access.notices(this.#end.signal)) {
      if (this.#isSwept) return;
      if (notice.kind !== 'state' || notice.state.kind !== 'connected') continue;
      this.#isSwept = true;
      try {
        await this.#sweep(this.#access.engine);
      } catch {
        this.#isSwept = false;
      }
    }
  }

  async #sweep(engine: ContainerEngine): Promise<void> {
    const { owner } = await this.#memory.recall();
    const containers = await engine.listContainers({ label: OWNER_LABEL });
    const left = containers.filter(
      ({ id, labels }) => labels[OWNER_LABEL] === owner && !this.#helpers.has(id),
    );
    await Promise.all(left.map(({ id }) => remove(engine, id)));
  }
}

/** What a helper is made of. */
interface HelperParts {
  readonly target: ContainerDetail;
  readonly image: string;
  readonly owner: string;
}

async function runningTarget(
  engine: ContainerEngine,
  containerId: string,
  options: CallOptions = {},
): Promise<ContainerDetail> {
  const target = await engine.inspectContainer(containerId, options);
  if (target.container.state === 'running') return target;
  throw new AppError({
    code: 'conflict',
    message: 'The container is not running.',
    hint: 'Start it first: a helper looks at what runs in it.',
    subject: containerId,
  });
}

async function createHelper(
  engine: ContainerEngine,
  { target, image, owner }: HelperParts,
): Promise<string> {
  const { shares, deviceRequests } = toTargetFacts(target);
  const { id, name } = target.container;
  return await engine.createContainer({
    name: `${name}-helper-${randomBytes(2).toString('hex')}`,
    image,
    entrypoint: ['/bin/sh', '-c', SCRIPT],
    command: [],
    user: '0',
    workingDirectory: '/',
    shares,
    // Without it the files of another container's processes stay closed.
    capabilities: ['SYS_PTRACE'],
    ...(deviceRequests.length > 0 && { deviceRequests }),
    keepsInputOpen: true,
    labels: { [HELPER_LABEL]: id, [OWNER_LABEL]: owner },
  });
}

async function startHelper(
  engine: ContainerEngine,
  helperId: string,
  image: string,
): Promise<void> {
  try {
    await engine.startContainer(helperId);
  } catch (error) {
    throw noShellInImage(error, image) ?? error;
  }
}

/** Fails where the target's files cannot be looked at. */
async function checkFiles(
  engine: ContainerEngine,
  helperId: string,
  target: ContainerDetail,
): Promise<void> {
  const check = await engine.startExec(helperId, {
    command: CHECK,
    env: [],
    columns: 80,
    rows: 24,
    user: '0',
  });
  let words = '';
  const decoder = new TextDecoder();
  for await (const bytes of check.output) words += decoder.decode(bytes, { stream: true });
  check.dispose();
  if (!/(?:^|\s)reached\s*$/.test(words)) throw filesClosed(target.container.name, words.trim());
}

/** Ends and removes it; one that is gone already needs neither. */
async function remove(engine: ContainerEngine, helperId: string): Promise<void> {
  try {
    await engine.removeContainer(helperId, { force: true, volumes: true });
  } catch {
    // Without a way to the engine it stays until the next start, which looks for it.
  }
}
