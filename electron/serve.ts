import { composeHandlers } from './compose-handlers.ts';
import { answerRequest } from './ipc/answer-request.ts';
import { serveStream } from './ipc/serve-stream.ts';
import type { Answers } from './ipc/serve-windows.ts';
import type { RequestQueue } from './service/app/request-queue.ts';
import type { NotebookViews } from './window/notebook-view.ts';
import type { TerminalWindows } from './window/terminal-windows.ts';

/** What answers the windows, and what ends it. Containers run on. */
export interface Served extends Answers {
  readonly dispose: () => Promise<void>;
}

/** Makes the services and begins to connect. */
export function serve(
  stateDirectory: string,
  views: NotebookViews,
  requests: RequestQueue,
  terminalWindows: TerminalWindows,
): Served {
  const composed = composeHandlers(stateDirectory, views, requests, terminalWindows);
  return {
    handlers: composed.then(({ handlers }) => handlers),
    answerRequest,
    serveStream,
    dispose: async () => {
      await (await composed).dispose();
    },
  };
}
