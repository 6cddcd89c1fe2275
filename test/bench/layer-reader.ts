import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DockerEngine } from '../../electron/engine/docker/docker-engine.ts';
import { engineSource } from '../../electron/worker/layer-index/engine-source.ts';
import type { ImageSource } from '../../electron/worker/layer-index/image-source.ts';
import { LayerLibrary } from '../../electron/worker/layer-index/layer-library.ts';
import { JobSchema, type Reading, type ReadingJob } from './layer-reading.ts';
import { entriesLayer, streamedImage } from './made-image.ts';

// A process of its own for one reading, as the app's worker is: what it holds and writes is its own. Its only
// argument is the job; it prints the result.

const TIMEOUT_MS = 300_000;
const BLOCK_BYTES = 512;
/** What somebody types: a name, a part of one, globs, nothing that is there. */
const PATTERNS = [
  'module_77',
  '*.py',
  '/usr/lib/python3/packages/package_1*/module_*7.py',
  'no-such-name',
  '/usr/**/module_999999.py',
];

async function read(job: ReadingJob): Promise<Reading> {
  const library = new LayerLibrary(job.cacheDirectory);
  const source = await sourceOf(job);
  const startMs = performance.now();
  let firstLayerMs: number | undefined;
  let last;
  for await (const snapshot of library.read(job.image, source, AbortSignal.timeout(TIMEOUT_MS))) {
    if (snapshot.layers.some(({ status }) => status === 'ready')) {
      firstLayerMs ??= performance.now() - startMs;
    }
    last = snapshot;
  }
  const totalMs = performance.now() - startMs;
  if (last?.status !== 'ready' || firstLayerMs === undefined) throw new Error('nothing was read');
  const { layers, readBytes, imageId } = last;
  const damaged = layers.filter(({ status }) => status !== 'ready');
  if (damaged.length > 0) throw new Error(JSON.stringify(damaged));
  const indexBytes = await diskBytes(job.cacheDirectory);
  const writtenBytes = await writtenSoFar();
  const residentBytes = process.resourceUsage().maxRSS * 1024;
  return {
    firstLayerMs,
    totalMs,
    layerCount: layers.length,
    entryCount: layers.reduce((sum, { entryCount }) => sum + entryCount, 0),
    readBytes,
    residentBytes,
    writtenBytes,
    indexBytes,
    ...(await ask(library, imageId, layers.length - 1, job.questions)),
  };
}

async function sourceOf({ from }: ReadingJob): Promise<ImageSource> {
  if (from.kind === 'made') {
    const { described, archive } = streamedImage([entriesLayer(from.entries)], 'bench-entries:1');
    return {
      describe: async () => described,
      archive: async function* () {
        yield* archive();
      },
    };
  }
  const { engine } = await DockerEngine.connect(
    {
      endpoint: { kind: 'unix', path: from.socketPath },
      address: { url: `unix://${from.socketPath}`, source: 'default' },
    },
    { signal: AbortSignal.timeout(TIMEOUT_MS) },
  );
  return engineSource(engine);
}

/** How long searches take, the first one too, and opening folders of the tree; its root, when layers are chosen, apart. */
async function ask(
  library: LayerLibrary,
  imageId: string,
  to: number,
  rounds: number,
): Promise<Pick<Reading, 'searchMs' | 'expandMs' | 'viewMs'>> {
  const searchMs: number[] = [];
  const expandMs: number[] = [];
  let viewMs = 0;
  const view = { imageId, from: 0, to, show: 'all' } as const;
  const page = { ...view, sort: 'size', offset: 0, limit: 200, minSizeBytes: 0 } as const;
  for (let round = 0; round < rounds; round += 1) {
    for (const pattern of PATTERNS) {
      const startMs = performance.now();
      await library.search({ imageId, pattern, limit: 200 });
      searchMs.push(performance.now() - startMs);
    }
    let node = 0;
    for (;;) {
      const startMs = performance.now();
      const { rows } = await library.children({ ...page, node });
      const tookMs = performance.now() - startMs;
      if (round === 0 && node === 0) viewMs = tookMs;
      else expandMs.push(tookMs);
      const folder = rows.find(({ kind }) => kind === 'directory');
      if (folder === undefined) break;
      node = folder.node;
    }
  }
  return { searchMs, expandMs, viewMs };
}

async function diskBytes(directory: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isFile())
      bytes += (await stat(join(entry.parentPath, entry.name))).blocks * BLOCK_BYTES;
  }
  return bytes;
}

/** What the kernel says this process made dirty; what was taken back again before it reached the disk counts too. */
async function writtenSoFar(): Promise<number> {
  const text = await readFile('/proc/self/io', 'utf8');
  return Number(/^write_bytes: (\d+)$/m.exec(text)?.[1]);
}

const reading = await read(JobSchema.parse(JSON.parse(process.argv.at(-1) ?? '')));
process.stdout.write(JSON.stringify(reading));
process.exit(0);
