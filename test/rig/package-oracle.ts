import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DockerEngine } from '../../electron/engine/docker/docker-engine.ts';
import { engineSource } from '../../electron/worker/layer-index/engine-source.ts';
import { LayerLibrary } from '../../electron/worker/layer-index/layer-library.ts';
import type { ImagePackages } from '../../shared/contract/package.ts';
import { runContainer } from './containers.ts';
import { engineJson, openEngineRequest } from './engine-request.ts';
import type { RigEngine } from './engine.ts';

const READ_TIMEOUT_MS = 5 * 60_000;

/** An image's packages as the product reads them from its layers, without running anything. */
export async function packagesOfLayers(engine: RigEngine, image: string): Promise<ImagePackages> {
  const cache = await mkdtemp(join(tmpdir(), 'berth-oracle-'));
  const { engine: docker } = await DockerEngine.connect({
    endpoint: { kind: 'unix', path: engine.socketPath },
    address: { url: `unix://${engine.socketPath}`, source: 'DOCKER_HOST' },
  });
  try {
    const library = new LayerLibrary(cache);
    const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
    let imageId = '';
    for await (const snapshot of library.read(image, engineSource(docker), signal)) {
      imageId = snapshot.imageId;
    }
    return await library.packages(imageId);
  } finally {
    docker.dispose();
    await rm(cache, { recursive: true });
  }
}

/** What a command in a container of the image writes, line by line. */
export async function linesOf(
  engine: RigEngine,
  image: string,
  command: readonly string[],
): Promise<readonly string[]> {
  const { id } = await runContainer(engine, { image, command });
  await engineJson(engine.socketPath, `/containers/${id}/wait`, { method: 'POST' });
  const answer = await openEngineRequest(engine.socketPath, `/containers/${id}/logs?stdout=1`);
  const bytes = Buffer.concat(await answer.toArray());
  const parts: Buffer[] = [];
  // Each piece has eight bytes in front: the stream's number, and how long the piece is.
  for (let at = 0; at + 8 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    parts.push(bytes.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(parts).toString('utf8').split('\n').filter(Boolean);
}

/** Packages of the system, as its own tool lists those that are installed. */
export const DPKG_LIST: readonly string[] = [
  'dpkg-query',
  '-W',
  '-f',
  '${Package} ${Version} ${Architecture} ${db:Status-Status}\\n',
];

/** Python's packages by where they lie, as `pip list` finds them. */
export const PYTHON_LIST: readonly string[] = [
  'python3',
  '-c',
  [
    'from importlib.metadata import distributions',
    'for d in distributions(): print(d.metadata["Name"], d.version, str(d._path.parent)[1:])',
  ].join('\n'),
];
