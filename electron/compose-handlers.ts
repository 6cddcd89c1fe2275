import { homedir } from 'node:os';
import type { DockerSettings } from './engine/docker/docker-config.ts';
import { EngineConnection } from './engine/docker/engine-connection.ts';
import { listEngineContexts, resolveEngineAddress } from './engine/docker/resolve-engine-address.ts';
import type { AllHandlers } from './ipc/handler-types.ts';
import { containerHandlers } from './ipc/handler/container.ts';
import { engineHandlers } from './ipc/handler/engine.ts';
import type { Logger } from './log/logger.ts';
import { ContainerService } from './service/container/container-service.ts';
import { EngineService } from './service/engine/engine-service.ts';
import type { NotebookViews } from './window/notebook-view.ts';

/** What the services need of the app around them. */
export interface ServiceSurroundings {
  readonly stateDirectory: string;
  readonly views: NotebookViews;
  readonly log: Logger;
}

/** Makes the services and what serves the window from them, and begins to connect. */
export async function composeHandlers(_around: ServiceSurroundings): Promise<{
  readonly handlers: AllHandlers;
  readonly dispose: () => void;
}> {
  const settings: DockerSettings = {
    env: process.env,
    platform: process.platform,
    homeDirectory: homedir(),
  };
  const connection = new EngineConnection({
    settings,
    resolve: async () => await resolveEngineAddress(settings, engine.chosenContext),
  });
  const engine = new EngineService(connection, async (chosen) => await listEngineContexts(settings, chosen));
  connection.start();

  const containers = new ContainerService(() => connection.engine);
  const absent = (): never => { throw new Error('absent'); };
  return {
    handlers: {
      container: containerHandlers(containers),
      engine: engineHandlers(engine),
      launch: new Proxy({}, { get: () => absent }) as never,
      task: new Proxy({}, { get: () => absent }) as never,
      template: { list: () => ({ templates: [{id:'starter-notebook',title:'Starter notebook',description:'A real Jupyter with numpy and matplotlib, in one click.',kind:'notebook',image:'quay.io/jupyter/scipy-notebook',hasLocalRecipe:true,port:8888,origin:'shipped'}], broken: [] }) },
    },
    dispose: () => connection.dispose(),
  };
}
