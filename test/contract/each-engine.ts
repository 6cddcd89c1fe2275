import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { DockerEngine } from '../../electron/engine/docker/docker-engine.ts';
import type { ResolvedEngine } from '../../electron/engine/docker/engine-address.ts';
import { AppError } from '../../shared/ipc/app-error.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import { findEngines, type EngineVersion } from '../rig/engine-binaries.ts';
import { startEngine, type RigEngine } from '../rig/engine.ts';
import { busyboxImage } from '../rig/images.ts';

/** What a test of the contract works with. */
export interface EngineUnderTest {
  readonly version: EngineVersion;
  readonly rig: RigEngine;
  readonly engine: DockerEngine;
  /** A small image with a shell that the engine has. */
  readonly image: string;
}

const versions = await findEngines();

/** The address of a socket, as if the user had named it. */
export function engineAt(socketPath: string): ResolvedEngine {
  return {
    endpoint: { kind: 'unix', path: socketPath },
    address: { url: `unix://${socketPath}`, source: 'DOCKER_HOST' },
  };
}

/** Generous: the machine may be busy, and what is timed says so itself. */
const TEST_TIMEOUT_MS = 60_000;

/** Runs the same tests against every engine that this machine can have, each with its own daemon. */
export function describeEachEngine(
  name: string,
  tests: (under: () => EngineUnderTest, isAvailable: boolean) => void,
) {
  const options = { timeout: TEST_TIMEOUT_MS };
  describe.each(versions)(`${name} on Docker $version`, options, ({ version, found }) => {
    let under: EngineUnderTest | undefined;

    beforeAll(async () => {
      if (found.kind === 'unavailable') return;
      const rig = await startEngine({ version });
      const image = await busyboxImage(rig);
      const { engine } = await DockerEngine.connect(engineAt(rig.socketPath));
      under = { version, rig, engine, image };
    }, 60_000);

    beforeEach((context) => {
      if (found.kind === 'unavailable') context.skip(found.because);
    });

    afterAll(async () => {
      under?.engine.dispose();
      await under?.rig.dispose();
    }, 60_000);

    tests(() => {
      if (under === undefined) throw new Error('the engine did not start');
      return under;
    }, found.kind === 'available');
  });
}

/** The failure that a call ends with; the test fails when it succeeds. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const error = await call.then(
    (value) => new Error(`succeeded with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error.failure;
  throw error;
}

/** Every item of a stream that ends. */
export async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Waits until a question is answered with yes; fails after the limit. */
export async function until(
  question: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  const endMs = performance.now() + timeoutMs;
  while (!(await question())) {
    if (performance.now() > endMs)
      throw new Error(`still no after ${timeoutMs} ms: ${String(question)}`);
    await sleep(20);
  }
}
