import { Readable } from 'node:stream';
import { engineRequest } from '../../rig/engine-request.ts';
import type { RigEngine } from '../../rig/engine.ts';
import { startRegistry } from '../../rig/registry.ts';
import { mustRun } from '../../rig/rig-process.ts';
import { installFollow, pullImage } from '../image-flow.ts';
import { filesLayer, streamedImage } from '../made-image.ts';
import { openApp } from './scenario.ts';
import type { Scenario } from './scenario.ts';

const IMAGE = 'bench-pull:1';
const LAYERS = 10;
const FILES_PER_LAYER = 20;
const FILE_BYTES = 1_000_000;

/** The first round is dropped. */
const ROUNDS = 1 + 5;
const TIMEOUT_MS = 120_000;

/** A pull by the app, with its progress, beside `docker pull` of the same image from the same registry. */
export const pullScenario: Scenario = {
  names: ['pull.overhead'],
  measure: async (bench) => {
    const engine = await bench.engines.withContainers(50);
    await using registry = await startRegistry();
    await load(engine);
    const reference = await registry.push(engine, IMAGE, 'bench-pull');
    await remove(engine, IMAGE);
    await using window = openApp(bench, engine, { rows: 50, state: 'pull' });
    await window.reached('rows');
    await window.evaluate(installFollow, undefined);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const oursMs = await window.evaluate(pullImage, reference, TIMEOUT_MS);
      await remove(engine, reference);
      const startMs = performance.now();
      await mustRun('docker', ['-H', engine.dockerHost, 'pull', reference], {
        timeoutMs: TIMEOUT_MS,
      });
      const theirsMs = performance.now() - startMs;
      await remove(engine, reference);
      bench.say(
        `pull ${round} of ${ROUNDS - 1}: ${oursMs.toFixed(0)} ms, docker pull ${theirsMs.toFixed(0)} ms`,
      );
      if (round === 0) continue;
      ours.push(oursMs);
      theirs.push(theirsMs);
    }
    return [{ name: 'pull.overhead', ours, reference: theirs }];
  },
};

async function load({ socketPath }: RigEngine): Promise<void> {
  const layers = Array.from({ length: LAYERS }, (_, position) =>
    filesLayer(position, FILES_PER_LAYER, FILE_BYTES),
  );
  const body = Readable.from(streamedImage(layers, IMAGE).archive());
  const contentType = 'application/x-tar';
  const answer = await engineRequest(socketPath, '/images/load', {
    method: 'POST',
    body,
    contentType,
  });
  if (answer.status !== 200 || answer.text.includes('"error"')) throw new Error(answer.text);
}

async function remove({ dockerHost }: RigEngine, reference: string): Promise<void> {
  await mustRun('docker', ['-H', dockerHost, 'rmi', reference]);
}
