import { chmod, mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createBridge } from './engine-bridge.ts';
import { findEngine } from './engine-binaries.ts';
import type { EngineVersion } from './engine-binaries.ts';
import {
  startContainerd,
  startDaemon,
  waitUntilReady,
  writeConfiguration,
} from './engine-daemon.ts';
import {
  removeAbandonedEngines,
  removeEngine,
  thisProcess,
  writeRecord,
} from './engine-leftovers.ts';
import { engineJson, engineRequest } from './engine-request.ts';
import { endProcess, signalProcess, waitForEnd } from './rig-process.ts';
import type { ProcessIdentity } from './rig-process.ts';

/** What a test may choose about its engine. */
export interface EngineOptions {
  readonly version: EngineVersion;
  /** An own, short directory (at most 72 characters); without it a new one below the system's temporary folder. */
  readonly directory?: string;
  /** The group that may use the socket; without it only root. */
  readonly socketGroup?: string;
  /** More keys of daemon.json, e.g. `live-restore` or `cdi-spec-dirs`; `hosts` come in addition to the socket. */
  readonly daemonConfig?: Readonly<Record<string, unknown>>;
}

/** Thrown where no engine can be had; tests skip with its message. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}

/** A unix socket's path has 108 bytes with its final zero; the engine's longest own one adds 35 to the directory. */
const MAX_DIRECTORY_LENGTH = 72;

/** How long dockerd gets for an orderly end. */
const STOP_GRACE_MS = 15_000;

/** How long a container gets to die of SIGKILL when the engine is being put away. */
const KILL_TIMEOUT_MS = 5000;

const versionSchema = z.object({ Version: z.string(), ApiVersion: z.string() });
const containersSchema = z.array(z.object({ Id: z.string() }));

/** A real dockerd with a containerd, data, socket and network bridge of its own. Dispose it. */
export class RigEngine implements AsyncDisposable {
  readonly directory: string;
  readonly socketPath: string;
  readonly bridgeName: string;
  /** What the engine says of itself, e.g. `28.5.2+dfsg4`. */
  version = '';
  /** The newest API version the engine speaks, e.g. `1.51`. */
  apiVersion = '';
  readonly #dockerdPath: string;
  readonly #containerd: ProcessIdentity;
  #dockerd: ProcessIdentity | undefined;
  #disposed = false;

  constructor(parts: {
    readonly directory: string;
    readonly bridgeName: string;
    readonly dockerdPath: string;
    readonly containerd: ProcessIdentity;
  }) {
    this.directory = parts.directory;
    this.socketPath = join(parts.directory, 'docker.sock');
    this.bridgeName = parts.bridgeName;
    this.#dockerdPath = parts.dockerdPath;
    this.#containerd = parts.containerd;
  }

  /** The number of the running dockerd; nothing between `halt` and `start`. */
  get pid(): number | undefined {
    return this.#dockerd?.pid;
  }

  /** The client's `DOCKER_HOST` for this engine. */
  get dockerHost(): string {
    return `unix://${this.socketPath}`;
  }

  /** Starts dockerd and waits until it answers; for use after `halt`. */
  async start(): Promise<void> {
    if (this.#dockerd !== undefined || this.#disposed)
      throw new Error('the engine runs already, or is disposed');
    const configPath = join(this.directory, 'daemon.json');
    const logPath = join(this.directory, 'dockerd.log');
    const dockerd = startDaemon(this.#dockerdPath, ['--config-file', configPath], logPath);
    this.#dockerd = dockerd;
    await this.#record();
    await waitUntilReady({
      socketPath: this.socketPath,
      process: dockerd,
      logPath,
    });
    const version = versionSchema.parse(await engineJson(this.socketPath, '/version'));
    this.version = version.Version;
    this.apiVersion = version.ApiVersion;
  }

  /** Ends dockerd and leaves everything else in place, as a stopped service would; SIGKILL leaves a dead socket. */
  async halt(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const dockerd = this.#dockerd;
    if (dockerd === undefined) return;
    signalProcess(dockerd, signal);
    signalProcess(dockerd, 'SIGCONT');
    if (!(await waitForEnd(dockerd, STOP_GRACE_MS))) await endProcess(dockerd, 0);
    await rm(join(this.directory, 'dockerd.pid'), { force: true });
    this.#dockerd = undefined;
  }

  /** Ends dockerd and starts it again on the same data and socket. */
  async restart(): Promise<void> {
    await this.halt();
    await this.start();
  }

  /** Stops dockerd in its tracks: connections are accepted by the kernel and never answered. */
  pause(): void {
    if (this.#dockerd !== undefined) signalProcess(this.#dockerd, 'SIGSTOP');
  }

  /** Lets a paused dockerd go on. */
  resume(): void {
    if (this.#dockerd !== undefined) signalProcess(this.#dockerd, 'SIGCONT');
  }

  /** What dockerd has logged so far. */
  async log(): Promise<string> {
    return readFile(join(this.directory, 'dockerd.log'), 'utf8');
  }

  /** Ends the engine and removes everything it made: containers, mounts, bridge, files. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.resume();
    if (this.#dockerd !== undefined) await killContainers(this.socketPath).catch(() => undefined);
    await this.halt();
    await removeEngine(this.#currentRecord());
  }

  /** The same as `dispose`. */
  async stop(): Promise<void> {
    await this.dispose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  #currentRecord(): Parameters<typeof writeRecord>[0] {
    const processes = [this.#dockerd, this.#containerd].filter(
      (identity) => identity !== undefined,
    );
    return {
      owner: thisProcess(),
      directory: this.directory,
      bridgeName: this.bridgeName,
      processes,
    };
  }

  async #record(): Promise<void> {
    await writeRecord(this.#currentRecord());
  }
}

/** Starts a real engine; throws `EngineUnavailableError` where this machine cannot have one. */
export async function startEngine(options: EngineOptions): Promise<RigEngine> {
  const binaries = await findEngine(options.version);
  if (binaries.kind === 'unavailable') throw new EngineUnavailableError(binaries.because);
  await removeAbandonedEngines();
  const directory = await prepareDirectory(options.directory);
  const bridge = await createBridge(directory);
  const record = { owner: thisProcess(), directory, bridgeName: bridge.name };
  await writeRecord({ ...record, processes: [] });
  try {
    await writeConfiguration(binaries, {
      directory,
      bridgeName: bridge.name,
      socketGroup: options.socketGroup ?? '0',
      daemonConfig: options.daemonConfig ?? {},
    });
    const containerd = startContainerd(binaries.containerd, directory);
    await writeRecord({ ...record, processes: [containerd] });
    const engine = new RigEngine({
      directory,
      bridgeName: bridge.name,
      dockerdPath: binaries.dockerd,
      containerd,
    });
    try {
      await engine.start();
      return engine;
    } catch (error) {
      await engine.dispose();
      throw error;
    }
  } catch (error) {
    await removeEngine({ ...record, processes: [] });
    throw error;
  }
}

async function prepareDirectory(wanted: string | undefined): Promise<string> {
  if (wanted !== undefined) await mkdir(wanted, { recursive: true });
  const directory = await realpath(wanted ?? (await mkdtemp(join(tmpdir(), 'berth-'))));
  if (directory.length > MAX_DIRECTORY_LENGTH) {
    throw new Error(
      `${directory} is too long for a unix socket below it: ${MAX_DIRECTORY_LENGTH} characters at most`,
    );
  }
  // The socket's group must get through to the socket; data and exec close themselves to everybody else.
  await chmod(directory, 0o711);
  return directory;
}

/** A container that ignores SIGTERM would hold the engine's end up by ten seconds. */
async function killContainers(socketPath: string): Promise<void> {
  const options = { timeoutMs: KILL_TIMEOUT_MS };
  const running = containersSchema.parse(await engineJson(socketPath, '/containers/json', options));
  await Promise.all(
    running.map(({ Id }) =>
      engineRequest(socketPath, `/containers/${Id}/kill`, { method: 'POST', ...options }),
    ),
  );
}
