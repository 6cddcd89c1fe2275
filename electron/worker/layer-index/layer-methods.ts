import * as z from 'zod';
import { comparisonContract } from '../../../shared/contract/comparison.ts';
import { FileVersionSchema } from '../../../shared/contract/layer-file.ts';
import { layerContract } from '../../../shared/contract/layer.ts';
import { DigestSchema } from '../../../shared/contract/image-layers.ts';
import { packageContract, PackageQuerySchema } from '../../../shared/contract/package.ts';
import type { WorkerMethods } from '../serve-calls.ts';
import type { ImageSource } from './image-source.ts';
import type { LayerLibrary } from './layer-library.ts';

/** What a reading is begun with; where the engine is, its source reads itself. */
const ReadSchema = z.object({ image: z.string() });

/** What goes with everything that asks the engine. */
const PlaceSchema = z.looseObject({ engine: z.unknown() });
const SaveSchema = FileVersionSchema.extend({ path: z.string(), engine: z.unknown() });
const CompareSchema = z.object({ before: FileVersionSchema, after: FileVersionSchema });
const ViewSchema = z.object(FileVersionSchema.shape);

/** A search through images, which the main process names. */
const FindSchema = z.object({ imageIds: z.array(DigestSchema), query: PackageQuerySchema });

/** A source that has to be let go of. */
export type ConnectedSource = ImageSource & { readonly dispose: () => void };

/** The worker's methods, as messages call them. `connect` takes what tells where the engine is. */
export function layerMethods(
  library: LayerLibrary,
  connect: (engine: unknown, signal: AbortSignal) => Promise<ConnectedSource>,
): WorkerMethods {
  /** Lends a connection for as long as items come. */
  const withSource = (
    items: (input: unknown, source: ImageSource, signal: AbortSignal) => AsyncIterable<unknown>,
  ) =>
    async function* (input: unknown, signal: AbortSignal): AsyncIterable<unknown> {
      const source = await connect(PlaceSchema.parse(input).engine, signal);
      try {
        yield* items(input, source, signal);
      } finally {
        source.dispose();
      }
    };
  const { files } = library;
  return {
    open: withSource((input, source, signal) =>
      library.read(ReadSchema.parse(input).image, source, signal),
    ),
    view: withSource((input, source, signal) =>
      files.view(ViewSchema.parse(input), source, signal),
    ),
    compareFiles: withSource((input, source, signal) =>
      files.compare(CompareSchema.parse(input), source, signal),
    ),
    saveFile: withSource((input, source, signal) => {
      const { path, imageId, node, position } = SaveSchema.parse(input);
      return files.save({ imageId, node, position }, path, source, signal);
    }),
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
    compareImages: answering(
      comparisonContract.files.input,
      async (input) => await library.compare(input),
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
