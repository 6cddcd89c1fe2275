import { app, clipboard, shell } from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DockerSettings } from './engine/docker/docker-config.ts';
import { EngineConnection } from './engine/docker/engine-connection.ts';
import {
  listEngineContexts,
  resolveEngineAddress,
} from './engine/docker/resolve-engine-address.ts';
import { engineFreeBytes } from './engine/local/free-space.ts';
import { starterContents } from './engine/local/image-contents.ts';
import { packageRecipe } from './engine/local/package-recipe.ts';
import { dockerCredentials } from './engine/registry/docker-credentials.ts';
import { readRegistryImage } from './engine/registry/read-registry-image.ts';
import type { AllHandlers } from './ipc/handler-types.ts';
import { appHandlers } from './ipc/handler/app.ts';
import { comparisonHandlers } from './ipc/handler/comparison.ts';
import { containerHandlers } from './ipc/handler/container.ts';
import { engineHandlers } from './ipc/handler/engine.ts';
import { execHandlers } from './ipc/handler/exec.ts';
import { helperHandlers } from './ipc/handler/helper.ts';
import { imageHandlers } from './ipc/handler/image.ts';
import { launchHandlers } from './ipc/handler/launch.ts';
import { layerHandlers } from './ipc/handler/layer.ts';
import { packageHandlers } from './ipc/handler/package.ts';
import { recordingHandlers } from './ipc/handler/recording.ts';
import { taskHandlers } from './ipc/handler/task.ts';
import { templateHandlers } from './ipc/handler/template.ts';
import { terminalHandlers } from './ipc/handler/terminal.ts';
import type { RequestQueue } from './service/app/request-queue.ts';
import { ComparisonService } from './service/comparison/comparison-service.ts';
import { ContainerService } from './service/container/container-service.ts';
import { EngineService } from './service/engine/engine-service.ts';
import { ExecService } from './service/exec/exec-service.ts';
import { HelperMemory } from './service/helper/helper-memory.ts';
import { HelperService } from './service/helper/helper-service.ts';
import { ImageService } from './service/image/image-service.ts';
import type { Desktop, NotebookView } from './service/launch/desktop.ts';
import { LaunchService } from './service/launch/launch-service.ts';
import { LayerService } from './service/layer/layer-service.ts';
import { PackageService } from './service/package/package-service.ts';
import { RecordingService } from './service/recording/recording-service.ts';
import { TaskJournal } from './service/task/task-journal.ts';
import { TaskService } from './service/task/task-service.ts';
import { shippedTemplates } from './service/template/shipped-templates.ts';
import { createTemplateCatalogue } from './service/template/template-catalogue.ts';
import { ShellMemory } from './service/terminal/shell-memory.ts';
import type { SessionWindows } from './service/terminal/own-window.ts';
import { TerminalService } from './service/terminal/terminal-service.ts';
import { fileChooser } from './window/file-chooser.ts';
import { startLayerWorker } from './worker/start-layer-worker.ts';
import { WorkerClient } from './worker/worker-client.ts';

/** The services' side of the app, made and running. */
export interface ComposedHandlers {
  readonly handlers: AllHandlers;
  /** Ends what runs here; containers run on. */
  readonly dispose: () => Promise<void>;
}

/** Makes the services and what serves the window from them, and begins to connect. */
export async function composeHandlers(
  stateDirectory: string,
  view: NotebookView,
  requests: RequestQueue,
  terminalWindows: SessionWindows,
): Promise<ComposedHandlers> {
  const settings = dockerSettings();
  const connection = new EngineConnection({
    settings,
    resolve: async () => await resolveEngineAddress(settings, engine.chosenContext),
    onAnswer: (answering) => containers.readAhead(answering),
  });
  const engine = new EngineService(
    connection,
    async (chosen) => await listEngineContexts(settings, chosen),
  );
  const tasks = new TaskService(new TaskJournal(join(stateDirectory, 'tasks.json')));
  await tasks.begin();
  const userDirectory = join(stateDirectory, 'templates');
  const templates = createTemplateCatalogue({ shipped: shippedTemplates, userDirectory });
  const desktop = desktopWith(view);
  const launches = new LaunchService({
    access: connection,
    tasks,
    templates,
    recipes: { 'starter-notebook': packageRecipe(starterContents) },
    desktop,
    stateDirectory,
  });
  const containers = new ContainerService(() => connection.engine);
  const terminals = terminalsOn(connection, stateDirectory);
  const { layers, packages, comparisons } = contentsOf(connection, tasks, stateDirectory);
  const helpers = helpersBeside(connection, terminals, stateDirectory);
  connection.start();
  await launches.begin();
  return {
    handlers: {
      app: appHandlers(requests),
      comparison: comparisonHandlers(comparisons),
      container: containerHandlers(containers),
      engine: engineHandlers(engine),
      exec: execHandlers(new ExecService(() => connection.engine, terminals)),
      helper: helperHandlers(helpers),
      image: imageHandlers(imagesOn(connection, tasks, settings)),
      launch: launchHandlers(launches, view),
      layer: layerHandlers(layers),
      package: packageHandlers(packages),
      recording: recordingHandlers(new RecordingService(fileChooser), terminals),
      task: taskHandlers(tasks),
      template: templateHandlers(templates),
      terminal: terminalHandlers(terminals, desktop, terminalWindows),
    },
    dispose: async () => {
      await launches.dispose();
      await Promise.all([terminals.dispose(), helpers.dispose()]);
      for (const each of [layers, tasks, connection]) each.dispose();
    },
  };
}

/** What is inside images: one worker reads all of it. */
function contentsOf(
  access: EngineConnection,
  tasks: TaskService,
  stateDirectory: string,
): {
  readonly layers: LayerService;
  readonly packages: PackageService;
  readonly comparisons: ComparisonService;
} {
  const worker = new WorkerClient(startLayerWorker(join(stateDirectory, 'layers')));
  const enginePlace = (): unknown => access.place;
  const tool = { name: 'Berth', version: app.getVersion() };
  return {
    comparisons: new ComparisonService(() => access.engine, worker),
    layers: new LayerService({ worker, enginePlace, tasks, chooser: fileChooser }),
    packages: new PackageService({
      worker,
      enginePlace,
      access,
      tasks,
      chooser: fileChooser,
      tool,
    }),
  };
}

function imagesOn(
  access: EngineConnection,
  tasks: TaskService,
  settings: DockerSettings,
): ImageService {
  return new ImageService({
    access,
    tasks,
    credentials: async (registry) => await dockerCredentials(settings, registry),
    ask: readRegistryImage,
    freeBytes: engineFreeBytes,
    chooser: fileChooser,
  });
}

function terminalsOn(connection: EngineConnection, stateDirectory: string): TerminalService {
  return new TerminalService(connection, new ShellMemory(join(stateDirectory, 'shells.json')));
}

function helpersBeside(
  connection: EngineConnection,
  terminals: TerminalService,
  stateDirectory: string,
): HelperService {
  const memory = new HelperMemory(join(stateDirectory, 'helpers.json'));
  return new HelperService(connection, terminals, memory);
}

function dockerSettings(): DockerSettings {
  return { env: process.env, platform: process.platform, homeDirectory: homedir() };
}

function desktopWith(view: NotebookView): Desktop {
  return {
    view,
    clipboard: {
      // A promise from Electron 45 on, a text before.
      read: async () => await clipboard.readText(),
      write: (text) => void clipboard.writeText(text),
    },
    openExternal: async (url) => await shell.openExternal(url),
  };
}
