import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { EngineConnection } from '../../electron/engine/docker/engine-connection.ts';
import { ArchiveCache } from '../../electron/engine/local/archive-cache.ts';
import { starterContents } from '../../electron/engine/local/image-contents.ts';
import { packageRecipe } from '../../electron/engine/local/package-recipe.ts';
import type { Desktop, NotebookPage } from '../../electron/service/launch/desktop.ts';
import { LaunchService } from '../../electron/service/launch/launch-service.ts';
import { TaskService } from '../../electron/service/task/task-service.ts';
import {
  createTemplateCatalogue,
  type TemplateFile,
} from '../../electron/service/template/template-catalogue.ts';
import type { Launch } from '../../shared/contract/launch.ts';
import { engineAt } from '../contract/each-engine.ts';
import { engineRequest } from '../rig/engine-request.ts';

const CATALOGUE = join(import.meta.dirname, '../../build/catalogue');

/** What a launch rig is made with; the state directory of an earlier one shows what a restart does. */
export interface LaunchRigOptions {
  readonly socketPath: string;
  readonly stateDirectory?: string;
  /** Absent: this user's own, so that a second run needs no download. */
  readonly cacheDirectory?: string;
  /** Further templates. */
  readonly templates?: Readonly<Record<string, string>>;
}

/** The whole of launching as the app composes it, over a real engine and without a window. */
export class LaunchRig {
  readonly launches: LaunchService;
  readonly tasks = new TaskService();
  readonly stateDirectory: string;
  /** The page that was shown last. */
  page: NotebookPage | undefined;
  readonly #connection: EngineConnection;

  private constructor(options: LaunchRigOptions, stateDirectory: string, starter: TemplateFile) {
    this.stateDirectory = stateDirectory;
    const env = { DOCKER_HOST: `unix://${options.socketPath}` };
    this.#connection = new EngineConnection({
      settings: { env, platform: process.platform, homeDirectory: stateDirectory },
      resolve: async () => engineAt(options.socketPath),
    });
    const others = Object.entries(options.templates ?? {}).map(([file, text]) => ({
      file,
      bytes: new TextEncoder().encode(text),
    }));
    const cache = new ArchiveCache(options.cacheDirectory);
    this.launches = new LaunchService({
      access: this.#connection,
      tasks: this.tasks,
      templates: createTemplateCatalogue({
        shipped: [starter, ...others],
        userDirectory: join(stateDirectory, 'templates'),
      }),
      recipes: { 'starter-notebook': packageRecipe(starterContents, cache) },
      desktop: this.#desktop(),
      stateDirectory,
    });
  }

  /** Resolves when the engine is connected. */
  static async start(options: LaunchRigOptions): Promise<LaunchRig> {
    const stateDirectory =
      options.stateDirectory ?? (await mkdtemp(join(tmpdir(), 'berth-launch-')));
    const file = 'starter-notebook.yaml';
    const bytes = await readFile(join(CATALOGUE, file));
    const rig = new LaunchRig(options, stateDirectory, { file, bytes });
    rig.#connection.start();
    await rig.launches.begin();
    for await (const notice of rig.#connection.notices(AbortSignal.timeout(10_000))) {
      if (notice.kind === 'state' && notice.state.kind === 'connected') return rig;
    }
    throw new Error('the engine did not answer');
  }

  /** Waits until a launch is as wanted. */
  async until(
    launchId: string,
    isWanted: (launch: Launch | undefined) => boolean,
    timeoutMs = 60_000,
  ): Promise<Launch | undefined> {
    for await (const all of this.launches.watch(AbortSignal.timeout(timeoutMs))) {
      const launch = all.find(({ id }) => id === launchId);
      if (isWanted(launch)) return launch;
      if (launch?.status === 'Failed') throw new Error(JSON.stringify(launch, undefined, 1));
    }
    throw new Error(`still ${JSON.stringify(this.launches.all(), undefined, 1)}`);
  }

  /** Waits until a launch answers. */
  async untilReady(launchId: string, timeoutMs = 60_000): Promise<ReadyLaunch> {
    return ReadyLaunchSchema.parse(
      await this.until(launchId, (each) => each?.status === 'Ready', timeoutMs),
    );
  }

  /** Ends this part of the app; the state directory stays when somebody else is to go on with it. */
  async dispose(options = { keepsState: false }): Promise<void> {
    await this.launches.dispose();
    this.tasks.dispose();
    this.#connection.dispose();
    if (!options.keepsState) await rm(this.stateDirectory, { recursive: true, force: true });
  }

  #desktop(): Desktop {
    const nothing = (): void => undefined;
    return {
      view: {
        show: (page) => {
          this.page = page;
        },
        place: nothing,
        hide: nothing,
        reload: nothing,
        close: nothing,
      },
      clipboard: { read: async () => '', write: nothing },
      openExternal: async () => undefined,
    };
  }
}

const ReadyLaunchSchema = z.object({
  id: z.string(),
  containerId: z.string(),
  address: z.string(),
});
type ReadyLaunch = z.infer<typeof ReadyLaunchSchema>;

/** Every container of this launch, asked beside the product's own transport. */
export async function containersOf(
  socketPath: string,
  launchId: string,
): Promise<readonly string[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`dev.berth.launch=${launchId}`] }));
  const path = `/containers/json?all=1&filters=${filters}`;
  const { text } = await engineRequest(socketPath, path);
  return z
    .array(z.object({ Id: z.string() }))
    .parse(JSON.parse(text))
    .map(({ Id }) => Id);
}

/** Every tag that the engine has. */
export async function imageTags(socketPath: string): Promise<readonly string[]> {
  const { text } = await engineRequest(socketPath, '/images/json?all=1');
  const images = z.array(z.object({ Id: z.string(), RepoTags: z.array(z.string()).nullable() }));
  return images.parse(JSON.parse(text)).flatMap(({ Id, RepoTags }) => RepoTags ?? [Id]);
}
