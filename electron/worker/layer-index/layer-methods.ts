import * as z from 'zod';
import { layerContract } from '../../../shared/contract/layer.ts';
import { DigestSchema } from '../../../shared/contract/image-layers.ts';
import { packageContract, PackageQuerySchema } from '../../../shared/contract/package.ts';
import type { WorkerMethods } from '../serve-calls.ts';
import type { ImageSource } from './image-source.ts';
import type { LayerLibrary } from './layer-library.ts';

/** What a reading is begun with; where the engine is, its source reads itself. */
const ReadSchema = z.object({ image: z.string(), engine: z.unknown() });

/** A search through images, which the main process names. */
const FindSchema = z.object({ imageIds: z.array(DigestSchema), query: PackageQuerySchema });

/** A source that has to be let go of. */
export type ConnectedSource = ImageSource & { readonly dispose: () => void };

/** The worker's methods, as messages call them. `connect` takes what tells where the engine is. */
export function layerMethods(
  library: LayerLibrary,
  connect: (engine: unknown, signal: AbortSignal) => Promise<ConnectedSource>,
): WorkerMethods {
  return {
    open: async function* (input, signal) {
      const { image, engine } = ReadSchema.parse(input);
      const source = await connect(engine, signal);
      try {
        yield* library.read(image, source, signal);
      } finally {
        source.dispose();
      }
    },
    children: answering(
      layerContract.children.input,
      async (input) => await library.children(input),
    ),
    areas: answering(layerContract.areas.input, async (input) => await library.areas(input)),
    search: answering(layerContract.search.input, async (input) => await library.search(input)),
    life: answering(layerContract.life.input, async (input) => await library.life(input)),
    packages: answering(
      packageContract.list.input,
      async ({ imageId }) => await library.packages(imageId),
    ),
    findPackages: answering(
      FindSchema,
      async ({ imageIds, query }) => await library.findPackages(imageIds, query),
    ),
    wasted: answering(layerContract.wasted.input, async (input) => await library.wasted(input)),
  };
}

function answering<Input>(
  schema: z.ZodType<Input>,
  answer: (input: Input) => Promise<unknown>,
): (input: unknown) => AsyncIterable<unknown> {
  return async function* (input) {
    yield await answer(schema.parse(input));
  };
}
