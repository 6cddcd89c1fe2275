import { AppError } from '../../../shared/ipc/app-error.ts';
import { ArchiveCache } from './archive-cache.ts';
import { chooseBuildCommand } from './build-command.ts';
import { makeBuildFolder, removeBuildFolder, removeLeftFolders } from './build-folder.ts';
import {
  readHostPackages,
  readHostSystem,
  type HostPackages,
  type HostSystem,
} from './host-packages.ts';
import { hashContents, type ImageContents } from './image-contents.ts';
import {
  RECIPE_LABEL,
  type LocalImage,
  type LocalRecipe,
  type RecipeProgress,
} from './local-recipe.ts';
import { runBuild } from './run-build.ts';

/** As many digits as git shows: no two recipes of one machine meet there. */
const TAG_LENGTH = 12;

const MEGABYTE = 1_000_000;

/** A recipe that makes an image of these contents from this machine's own package sources. */
export function packageRecipe(
  contents: ImageContents,
  cache: ArchiveCache = new ArchiveCache(),
): LocalRecipe {
  return {
    describe: async () => toLocalImage(contents, await readHostSystem()),
    fileSystem: async function* ({ signal, onProgress }) {
      const { reference } = toLocalImage(contents, await readHostSystem());
      const name = reference.replaceAll(/[/:]/g, '-');
      const kept = await cache.find(name);
      const tar = kept ?? cache.keep(name, build(contents, { signal, onProgress }));
      yield* count(tar, signal, onProgress);
    },
  };
}

interface BuildOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RecipeProgress) => void;
}

async function* build(
  contents: ImageContents,
  options: BuildOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const host = await readHost(options.signal);
  await removeLeftFolders();
  const folder = await makeBuildFolder();
  try {
    const command = await chooseBuildCommand(contents, host, folder);
    yield* runBuild(command, { ...options, folder });
  } finally {
    await removeBuildFolder(folder);
  }
}

/** The size is not known before the end: the tar is written while it is read. */
async function* count(
  tar: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  onProgress: BuildOptions['onProgress'],
): AsyncGenerator<Uint8Array, void, undefined> {
  let doneBytes = 0;
  for await (const chunk of tar) {
    if (signal.aborted) throw cancelled();
    doneBytes += chunk.byteLength;
    const sizeText = `${Math.round(doneBytes / MEGABYTE)} MB`;
    onProgress({ detail: `Handing the image to the engine: ${sizeText}`, doneBytes });
    yield chunk;
  }
}

async function readHost(signal: AbortSignal): Promise<HostPackages> {
  try {
    return await readHostPackages(signal);
  } catch (error) {
    if (signal.aborted) throw cancelled();
    if (error instanceof AppError) throw error;
    throw new AppError({
      code: 'tool-missing',
      message: "This machine's package sources could not be read.",
      hint: 'Check that apt works.',
      command: 'apt-get check',
      cause: error instanceof Error ? error.message : String(error),
    });
  }
}

function toLocalImage(contents: ImageContents, system: HostSystem): LocalImage {
  const hash = hashContents(contents, system);
  return {
    reference: `${contents.name}:${hash.slice(0, TAG_LENGTH)}`,
    hash,
    changes: [...contents.changes, `LABEL ${RECIPE_LABEL}=${hash}`],
  };
}

function cancelled(): AppError {
  return new AppError({ code: 'cancelled', message: 'Making the image was cancelled.' });
}
