import type { LogOptions, OutputChunk } from '../container-engine.ts';
import { readFrames, readRawOutput } from './read-frames.ts';
import type { ContainerShaper } from './to-request-shaper.ts';

/** Asks for a container's log and reads it; a terminal's comes without frames. */
export async function* readLog(
  container: ContainerShaper,
  hasTty: boolean,
  options: LogOptions,
): AsyncGenerator<OutputChunk> {
  const stream = await container.logs({
    // dockerode streams only what follows, and otherwise collects the whole log in memory.
    follow: true,
    _query: {
      stdout: true,
      stderr: true,
      follow: options.follow,
      timestamps: options.timestamps === true,
      tail: options.tailLines ?? 'all',
      ...(options.sinceMs === undefined ? {} : { since: (options.sinceMs / 1000).toFixed(3) }),
    },
  });
  yield* hasTty ? readRawOutput(stream) : readFrames(stream);
}
