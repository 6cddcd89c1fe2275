import * as z from 'zod';
import { DockerEngine } from '../../engine/docker/docker-engine.ts';
import type { ConnectedSource } from './layer-methods.ts';

const TextSchema = z.string().optional();

/** Where an engine is, as it comes from the main process. */
const PlaceSchema = z.object({
  endpoint: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('unix'), path: z.string() }),
    z.object({ kind: z.literal('pipe'), path: z.string() }),
    z.object({
      kind: z.literal('tls'),
      host: z.string(),
      port: z.number(),
      tls: z.object({
        ca: TextSchema,
        cert: TextSchema,
        key: TextSchema,
        isVerified: z.boolean(),
      }),
    }),
  ]),
  address: z.looseObject({ url: z.string() }),
});

/** Connects to an engine from this process, so that an image's bytes never pass the main one. */
export async function connectSource(place: unknown, signal: AbortSignal): Promise<ConnectedSource> {
  const { endpoint, address } = PlaceSchema.parse(place);
  const { engine } = await DockerEngine.connect(
    { endpoint, address: { url: address.url, source: 'default' } },
    { signal },
  );
  return engineSource(engine);
}

/** An engine's images. */
export function engineSource(engine: DockerEngine): ConnectedSource {
  return {
    describe: async (image, signal) => {
      const { layers, ...described } = await engine.inspectImage(image, { signal });
      return { ...described, diffIds: layers };
    },
    archive: (imageId, signal) => engine.saveImages([imageId], { signal }),
    dispose: () => engine.dispose(),
  };
}
