import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineBinaries } from './engine-binaries.ts';
import { engineRequest } from './engine-request.ts';
import { identifyProcess, rigEnvironment, waitForEnd } from './rig-process.ts';
import type { ProcessIdentity } from './rig-process.ts';

/** A cold start takes about 0.3 s; a machine on which it takes longer than this cannot run the tests. */
const START_TIMEOUT_MS = 30_000;

/** How often the socket is tried while the engine starts. */
const READY_POLL_INTERVAL_MS = 20;

/** Writes the configuration files of one engine's two daemons, which then read none of the system's own. */
export async function writeConfiguration(
  binaries: EngineBinaries,
  choices: {
    readonly directory: string;
    readonly bridgeName: string;
    readonly socketGroup: string;
    readonly daemonConfig: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { directory, bridgeName, socketGroup } = choices;
  const { hosts: moreHosts, ...more } = choices.daemonConfig;
  const daemon = {
    'data-root': join(directory, 'data'),
    'exec-root': join(directory, 'exec'),
    pidfile: join(directory, 'dockerd.pid'),
    containerd: join(directory, 'c.sock'),
    group: socketGroup,
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

/** Starts the containerd that `writeConfiguration` has prepared. */
export function startContainerd(path: string, directory: string): ProcessIdentity {
  return startDaemon(
    path,
    ['--config', join(directory, 'containerd.toml')],
    join(directory, 'containerd.log'),
  );
}

/** Starts a daemon that gets SIGTERM by itself when the test process dies, however it dies. */
export function startDaemon(
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

/** Waits until dockerd answers; throws with the end of its log when it ends or stays silent instead. */
export async function waitUntilReady(target: {
  readonly socketPath: string;
  readonly process: ProcessIdentity;
  readonly logPath: string;
}): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await engineRequest(target.socketPath, '/_ping', { timeoutMs: 2000 }).catch(
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
