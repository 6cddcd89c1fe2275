import { composeHandlers } from './compose-handlers.ts';
import { serveWindows } from './ipc/serve-windows.ts';
import type { TrustedPages } from './ipc/trusted-sender.ts';
import type { Logger } from './log/logger.ts';
import type { NotebookViews } from './window/notebook-view.ts';

/** What the services need of the process that they run in. */
export interface ServeParts {
  readonly stateDirectory: string;
  readonly pages: TrustedPages;
  readonly views: NotebookViews;
  readonly log: Logger;
}

/** Makes the services and answers the windows with them. Returns what ends them; containers run on. */
export function serve({ stateDirectory, pages, views, log }: ServeParts): () => Promise<void> {
  const composed = composeHandlers(stateDirectory, views);
  const handlers = composed.then((made) => made.handlers);
  serveWindows(handlers, pages, log);
  return async () => {
    await (await composed).dispose();
  };
}
