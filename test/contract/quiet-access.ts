import type { DockerEngine } from '../../electron/engine/docker/docker-engine.ts';
import type { EngineAccess } from '../../electron/service/launch/engine-access.ts';

/** A connection without the care that the app's own takes of it. */
export function quietAccess(engine: DockerEngine): EngineAccess {
  const address = { url: 'unix:///x', source: 'default' } as const;
  return {
    engine,
    state: {
      kind: 'connected',
      address,
      version: '',
      apiVersion: '',
      name: '',
      operatingSystem: '',
      connectedAtMs: 0,
    },
    notices: async function* (signal) {
      try {
        yield* await engine.events({ signal });
      } catch {
        // The test is over.
      }
    },
  };
}
