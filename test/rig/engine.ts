import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createBridge } from './engine-bridge.ts';
import { findEngine } from './engine-binaries.ts';
import type { EngineBinaries, EngineVersion } from './engine-binaries.ts';
import {
  removeAbandonedEngines,
  removeEngine,
  thisProcess,
  writeRecord,
} from './engine-leftovers.ts';
import { engineJson, engineRequest } from './engine-request.ts';
import {
  endProcess,
  identifyProcess,
  rigEnvironment,
  signalProcess,
  waitForEnd,
} from './rig-process.ts';
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

/** A cold start takes about 0.3 s; a machine on which it takes longer than this cannot run the tests. */
const START_TIMEOUT_MS = 30_000;

/** How often the socket is tried while the engine starts. */
const READY_POLL_INTERVAL_MS = 20;

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
      path: '/_ping',
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
    await writeConfiguration(directory, bridge.name, binaries, options);
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

async function writeConfiguration(
  directory: string,
  bridgeName: string,
  binaries: EngineBinaries,
  options: EngineOptions,
): Promise<void> {
  const { hosts: moreHosts, ...more } = options.daemonConfig ?? {};
  const daemon = {
    'data-root': join(directory, 'data'),
    'exec-root': join(directory, 'exec'),
    pidfile: join(directory, 'dockerd.pid'),
    containerd: join(directory, 'c.sock'),
    group: options.socketGroup ?? '0',
    bridge: bridgeName,
    // Published ports go through the proxy process alone: packet filter rules are shared by every engine on a machine
    // (each one flushes them as it starts), and ports on 127.0.0.1 never use them anyway.
    iptables: false,
    ip6tables: false,
    'ip-masq': false,
    'ip-forward': false,
    'userland-proxy-path': binaries.dockerProxy,
    ...more,
    hosts: [
      `unix://${join(directory, 'docker.sock')}`,
      ...(Array.isArray(moreHosts) ? moreHosts : []),
    ],
  };
  await writeFile(join(directory, 'daemon.json'), JSON.stringify(daemon, undefined, 2));
  const containerd = [
    'version = 2',
    `root = ${JSON.stringify(join(directory, 'containerd'))}`,
    `state = ${JSON.stringify(join(directory, 'state'))}`,
    'disabled_plugins = ["io.containerd.grpc.v1.cri"]',
    '[grpc]',
    `address = ${JSON.stringify(join(directory, 'c.sock'))}`,
    '[plugins."io.containerd.internal.v1.opt"]',
    `path = ${JSON.stringify(join(directory, 'opt'))}`,
  ];
  await writeFile(join(directory, 'containerd.toml'), `${containerd.join('\n')}\n`);
}

function startContainerd(path: string, directory: string): ProcessIdentity {
  return startDaemon(
    path,
    ['--config', join(directory, 'containerd.toml')],
    join(directory, 'containerd.log'),
  );
}

/** Starts a daemon that gets SIGTERM by itself when the test process dies, however it dies. */
function startDaemon(
  path: string,
  arguments_: readonly string[],
  logPath: string,
): ProcessIdentity {
  const log = openSync(logPath, 'a');
  try {
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', path, ...arguments_], {
      env: rigEnvironment(),
      stdio: ['ignore', log, log],
      cwd: '/',
    });
    child.on('error', () => undefined);
    child.unref();
    const identity = child.pid === undefined ? undefined : identifyProcess(child.pid);
    if (identity === undefined) throw new Error(`${path} could not be started`);
    return identity;
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady(target: {
  readonly socketPath: string;
  readonly path: string;
  readonly process: ProcessIdentity;
  readonly logPath: string;
}): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await engineRequest(target.socketPath, target.path, { timeoutMs: 2000 }).catch(
      () => undefined,
    );
    if (answer?.status === 200) return;
    const ended = await waitForEnd(target.process, 0);
    if (ended || performance.now() > deadline) {
      const tail = (await readFile(target.logPath, 'utf8')).split('\n').slice(-8).join('\n');
      throw new Error(
        `dockerd ${ended ? 'ended while starting' : 'did not become ready'}:\n${tail}`,
      );
    }
    await sleep(READY_POLL_INTERVAL_MS);
  }
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
