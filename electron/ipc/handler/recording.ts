import type { RecordingService } from '../../service/recording/recording-service.ts';
import type { TerminalService } from '../../service/terminal/terminal-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `recording`. A recording goes on whatever becomes of the page that asked. */
export function recordingHandlers(
  recordings: RecordingService,
  terminals: TerminalService,
): DomainHandlers<'recording'> {
  return {
    saveText: async ({ sessionId }, { webContentsId }) =>
      saved(await recordings.saveText(terminals.session(sessionId), webContentsId)),
    start: async ({ sessionId, hasInput }, { webContentsId }) =>
      saved(await recordings.start(terminals.session(sessionId), hasInput, webContentsId)),
    stop: async ({ sessionId }) => saved(await recordings.stop(terminals.session(sessionId))),
    choose: async (_input, { webContentsId }) => {
      const file = await recordings.choose(webContentsId);
      return file === undefined ? {} : { file };
    },
    events: ({ recordingId }, { signal }) => recordings.events(recordingId, signal),
  };
}

function saved(path: string | undefined): { readonly path?: string } {
  return path === undefined ? {} : { path };
}
