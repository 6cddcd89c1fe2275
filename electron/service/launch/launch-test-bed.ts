import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Launch } from '../../../shared/contract/launch.ts';
import type { LocalRecipe } from '../../engine/local/local-recipe.ts';
import { TaskService } from '../task/task-service.ts';
import type { LaunchTemplate } from '../template/launch-template.ts';
import { LaunchService } from './launch-service.ts';
import { MemoryEngine } from './memory-engine.ts';
import type { ProbeResult } from './probe-readiness.ts';

/** Only ends a broken test: a busy machine may take seconds for what takes milliseconds. */
const PATIENCE_MS = 20_000;
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });

/** The image of the test's template. */
export const TEST_IMAGE = 'registry.example/notebook:1';

const template: LaunchTemplate = {
  id: 'starter',
  title: 'Starter',
  description: '',
  kind: 'notebook',
  origin: 'shipped',
  image: TEST_IMAGE,
  port: 8888,
  readinessPath: '/api',
  shmSizeBytes: 1,
  env: {},
  localRecipe: 'starter-notebook',
};

/** Everything around a launch service, in memory. */
export class LaunchTestBed {
  readonly engine = new MemoryEngine();
  readonly shown = vi.fn();
  readonly closed = vi.fn();
  readonly clipboard = {
    text: '',
    read: async () => this.clipboard.text,
    write: (text: string) => {
      this.clipboard.text = text;
    },
  };
  /** What the notebook answers. */
  probed: ProbeResult = { kind: 'status', status: 200 };
  /** Holds the recipe back between its first and its last piece. */
  recipeGate: Promise<void> = Promise.resolve();
  recipeEndCount = 0;
  readonly stateDirectory: string;
  readonly #services: LaunchService[] = [];

  private constructor(stateDirectory: string) {
    this.stateDirectory = stateDirectory;
    this.engine.state = {
      kind: 'connected',
      address: { url: 'unix:///run/test.sock', source: 'default' },
      version: '1',
      apiVersion: '1',
      name: 'test',
      operatingSystem: 'test',
      connectedAtMs: 1,
    };
  }

  static async create(): Promise<LaunchTestBed> {
    return new LaunchTestBed(await mkdtemp(join(tmpdir(), 'berth-launch-')));
  }

  newService(tasks = new TaskService()): LaunchService {
    const { shown: show, closed: close, clipboard } = this;
    const nothing = (): void => undefined;
    const service = new LaunchService({
      access: this.engine.access,
      tasks,
      templates: { find: async () => template },
      recipes: { 'starter-notebook': this.#recipe() },
      desktop: {
        view: { show, place: nothing, hide: nothing, reload: nothing, close },
        clipboard,
        openExternal: async () => undefined,
      },
      stateDirectory: this.stateDirectory,
      probe: async () => this.probed,
    });
    this.#services.push(service);
    return service;
  }

  /** Waits until the engine was asked for this. */
  async untilCalled(call: string): Promise<void> {
    const check = (): void => {
      if (!this.engine.calls.includes(call)) throw new Error(`no call of ${call}`);
    };
    await vi.waitFor(check, { timeout: PATIENCE_MS });
  }

  async dispose(): Promise<void> {
    for (const service of this.#services) await service.dispose();
    await rm(this.stateDirectory, { recursive: true });
  }

  #recipe(): LocalRecipe {
    const onEnd = (): void => {
      this.recipeEndCount += 1;
    };
    const held = async (): Promise<void> => await this.recipeGate;
    return {
      describe: async () => ({
        reference: 'berth/starter-notebook:abc',
        hash: 'abc',
        changes: ['LABEL dev.berth.recipe=abc'],
      }),
      fileSystem: async function* ({ signal }) {
        try {
          const cancelled = new Promise<never>((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('ended')));
          });
          yield new Uint8Array(1);
          await Promise.race([held(), cancelled]);
          yield new Uint8Array(1);
        } finally {
          onEnd();
        }
      },
    };
  }
}

/** Waits until the newest launch is as wanted; the deadline only ends a broken test. */
export async function until(
  service: LaunchService,
  isWanted: (launch: Launch | undefined) => boolean,
): Promise<Launch | undefined> {
  for await (const all of service.watch(AbortSignal.timeout(PATIENCE_MS))) {
    if (isWanted(all[0])) return all[0];
  }
  throw new Error(`still ${JSON.stringify(service.all())}`);
}

/** For `until`. */
export function isStatus(status: Launch['status']): (launch: Launch | undefined) => boolean {
  return (launch) => launch?.status === status;
}

/** A promise that holds something back until it is opened. */
export function gate(): { readonly held: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { held, open };
}
