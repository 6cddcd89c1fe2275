import type { EngineVersion } from '../rig/engine-binaries.ts';
import { EngineUnavailableError, startEngine, type RigEngine } from '../rig/engine.ts';
import { busyboxImage } from '../rig/images.ts';
import { DockerCli } from './docker-cli.ts';
import { testIdentity } from './test-identity.ts';

/** A real engine that the window may use, and the Docker CLI beside it. */
export interface EngineUnderTest {
  readonly rig: RigEngine;
  readonly docker: DockerCli;
  readonly dockerHost: string;
  /** A small image with a shell, which every test finds on the engine. */
  readonly image: string;
}

/** Ten ports each: more containers than these no machine that runs tests publishes. */
const MAX_PORT_ATTEMPTS = 20;

/** Port 9 is nobody's: an engine that goes out through it reaches no registry, on any machine. */
const NOWHERE = 'http://127.0.0.1:9';

/** What the engines of older versions do not know is left out for them. */
const DAEMON_CONFIG: Readonly<Record<EngineVersion, Readonly<Record<string, unknown>>>> = {
  '20.10': {},
  '28.5': { proxies: { 'http-proxy': NOWHERE, 'https-proxy': NOWHERE } },
};

/** One engine of each version for the whole run: starting one takes longer than most tests. Dispose it. */
export class EnginePool implements AsyncDisposable {
  readonly #engines = new Map<EngineVersion, Promise<EngineUnderTest>>();

  /** The engine of a version, with no container on it; throws `EngineUnavailableError` where none can be had. */
  async take(version: EngineVersion): Promise<EngineUnderTest> {
    const known = this.#engines.get(version) ?? startEngineUnderTest(version);
    this.#engines.set(version, known);
    const engine = await known;
    await putBack(engine);
    return engine;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const started of this.#engines.values()) {
      const engine = await started.catch(() => undefined);
      await engine?.rig.dispose();
    }
  }
}

/** Undoes what a test that failed halfway may have left of its fault. */
async function putBack({ rig, docker }: EngineUnderTest): Promise<void> {
  rig.resume();
  if (rig.pid === undefined) await rig.start();
  await docker.removeAll();
}

/** Starts an engine that the window's user may use. */
export async function startEngineUnderTest(
  version: EngineVersion,
  directory?: string,
): Promise<EngineUnderTest> {
  const identity = testIdentity();
  const rig = await startEngine({
    version,
    daemonConfig: DAEMON_CONFIG[version],
    ...(directory === undefined ? {} : { directory }),
    ...(identity === undefined ? {} : { socketGroup: String(identity.gid) }),
  });
  const { dockerHost } = rig;
  const docker = new DockerCli(dockerHost);
  const image = await busyboxImage(rig);
  await passTakenPorts(docker, image);
  return { rig, dockerHost, docker, image };
}

/**
 * A new engine tries ten ports from the first of the system's range on and then gives up, although the next ten may be
 * free. Where other engines of this machine hold those, its first containers would fail; here nobody minds.
 */
async function passTakenPorts(docker: DockerCli, image: string): Promise<void> {
  for (let attempt = 0; attempt < MAX_PORT_ATTEMPTS; attempt += 1) {
    const isBound = await docker.run('run', '--rm', '-p', '127.0.0.1::80', image, 'true').then(
      () => true,
      () => false,
    );
    if (isBound) return;
    await docker.removeAll();
  }
  throw new Error('the engine finds no free port');
}

/** Why a test cannot run here, when that is the reason; any other error is thrown on. */
export function unavailableReason(error: unknown): string {
  if (error instanceof EngineUnavailableError) return error.message;
  throw error;
}
