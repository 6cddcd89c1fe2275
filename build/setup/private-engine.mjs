import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { stateDirectory } from './directories.mjs';
import { pingEngine } from './engine-address.mjs';
import { makeBridge, removeBridge } from './engine-bridge.mjs';
import { enginePlace } from './engine-place.mjs';
import { engineUsers } from './engine-users.mjs';
import { underLock } from './file-lock.mjs';
import { readText } from './read-json.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { findCommand, isProcessAlive, waitUntil } from './run-process.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {import('./engine-place.mjs').EnginePlace} EnginePlace */

/**
 * @typedef {object} PrivateEngine
 * @property {string} host the value of DOCKER_HOST that reaches it
 * @property {() => Promise<void>} stop ends it unless containers run in it or another start uses it
 */

/** dockerd starts in 1 to 3 s; a first start on a slow disk has been seen to take ten times that. */
const START_TIMEOUT_MS = 60_000;

/** dockerd gives its own parts 15 s to end. */
const STOP_TIMEOUT_MS = 20_000;

/** How long the engine may take to list its containers before it counts as not answering. */
const LIST_TIMEOUT_MS = 5_000;

/**
 * Starts the engine that belongs to a state directory, or joins it when it runs already. Linux and root only.
 * @param {string} state
 * @returns {Promise<PrivateEngine>}
 */
export const startPrivateEngine = async (state) => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new SetupError('A private engine can only be run by root, on Linux.');
  }
  const place = enginePlace(state);
  const users = engineUsers(place.usersFolder);
  users.join();
  try {
    await byTurns(place, () => startOrJoin(place));
  } catch (error) {
    users.leave();
    throw error;
  }
  return {
    host: place.host,
    stop: async () => {
      users.leave();
      await byTurns(place, async () => {
        if (!users.hasOthers()) await stopUnlessBusy(place);
      });
    },
  };
};

/**
 * Lets one start or stop at a time touch the engine: a second start waits for the first one's engine instead
 * of making its own, and an engine is not stopped under a start that is just joining it.
 * @param {EnginePlace} place
 * @param {() => Promise<void>} work
 */
const byTurns = (place, work) =>
  underLock(
    path.join(place.folder, 'lock'),
    {
      timeoutMs: START_TIMEOUT_MS,
      busy: 'Another start has been busy with the private engine for a minute.',
    },
    work,
  );

/** @param {EnginePlace} place */
const startOrJoin = async (place) => {
  const running = runningPid(place);
  if (running === undefined) return start(place);
  const answers = await waitUntil(async () => (await ping(place)) === 'answers', START_TIMEOUT_MS);
  if (!answers) {
    throw new SetupError(
      `The private engine (PID ${running}) does not answer; its log: ${place.logFile}`,
    );
  }
  say(`using the private engine that already runs (PID ${running})`);
};

/** @param {EnginePlace} place */
const start = async (place) => {
  say('no engine answers: starting a private one (dockerd)');
  if (place.isShortened) {
    say(
      `its socket lies in ${path.dirname(place.socket)} because the state directory's path is too long for one`,
    );
  }
  mkdirSync(path.dirname(place.socket), { recursive: true, mode: 0o700 });
  // dockerd refuses to start beside a PID file whose number has gone to some other process.
  rmSync(place.pidFile, { force: true });
  await makeBridge(place.bridge);
  const problem = await launch(place, []);
  if (problem !== undefined && /iptables|nat chain/i.test(problem)) {
    say(
      'this system has no usable iptables: containers get published ports but no way out to the network',
    );
    const second = await launch(place, ['--iptables=false', '--ip-masq=false']);
    if (second !== undefined) await failStart(place, second);
  } else if (problem !== undefined) {
    await failStart(place, problem);
  }
  say(`the private engine answers at ${place.host}`);
};

/**
 * @param {EnginePlace} place
 * @param {string} problem
 * @returns {Promise<never>}
 */
const failStart = async (place, problem) => {
  await removeBridge(place.bridge);
  throw new SetupError(`The private engine did not start: ${problem}`, `Its log: ${place.logFile}`);
};

/**
 * Starts dockerd in a session of its own, so that a closed terminal takes no container with it.
 * @param {EnginePlace} place
 * @param {readonly string[]} extra
 * @returns {Promise<string | undefined>} the last line of its log when it ended or never answered
 */
const launch = async (place, extra) => {
  const program = findCommand('dockerd');
  if (program === undefined) return 'dockerd is not installed';
  const log = openSync(place.logFile, 'w', 0o600);
  const child = spawn(program, [...engineArguments(place), ...extra], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin` },
  });
  closeSync(log);
  let ended = false;
  child.on('error', () => (ended = true)).on('exit', () => (ended = true));
  child.unref();
  const settled = async () => ended || (await ping(place)) === 'answers';
  const isSettled = await waitUntil(settled, START_TIMEOUT_MS);
  if (isSettled && !ended) return undefined;
  if (!ended && child.pid !== undefined) process.kill(child.pid, 'SIGTERM');
  return ended ? lastReason(place) : `it did not answer within ${START_TIMEOUT_MS / 1000} s`;
};

/**
 * Everything an engine shares by default is named here, so that neighbours on the same machine stay apart;
 * its own containerd namespaces matter where a system-wide containerd runs, which dockerd then uses.
 * @param {EnginePlace} place
 * @returns {readonly string[]}
 */
export const engineArguments = (place) => [
  `--data-root=${place.dataRoot}`,
  `--exec-root=${place.execRoot}`,
  `--pidfile=${place.pidFile}`,
  `--host=${place.host}`,
  `--bridge=${place.bridge}`,
  `--containerd-namespace=berth-${place.id}`,
  `--containerd-plugins-namespace=berth-${place.id}-plugins`,
  '--log-level=warn',
];

/** @param {EnginePlace} place */
const ping = (place) => pingEngine({ host: place.host, certFolder: undefined });

/** @param {EnginePlace} place */
const lastReason = (place) => {
  const lines = (readText(place.logFile) ?? '').split('\n');
  const reason = lines.findLast((line) => /failed|fatal|error/i.test(line)) ?? lines.at(-1) ?? '';
  return reason.trim() || 'it ended without a word';
};

/**
 * The process id of the engine that runs on this place's data; undefined when none does.
 * @param {EnginePlace} place
 */
const runningPid = (place) => {
  const pid = Number(readText(place.pidFile));
  if (!Number.isInteger(pid) || pid <= 0 || !isProcessAlive(pid)) return undefined;
  const commandLine = (readText(`/proc/${pid}/cmdline`) ?? '').split('\0');
  return commandLine.includes(`--data-root=${place.dataRoot}`) ? pid : undefined;
};

/** @param {EnginePlace} place */
const stopUnlessBusy = async (place) => {
  const pid = runningPid(place);
  if (pid === undefined) return;
  const count = await runningContainers(place);
  if (count === undefined) {
    say(`the private engine (PID ${pid}) does not say what runs in it, so it was left running`);
  } else if (count > 0) {
    const them = count === 1 ? '1 container runs' : `${count} containers run`;
    say(
      `the private engine goes on because ${them} in it; the next start finds it again. To stop both: kill ${pid}`,
    );
  } else {
    await stopEngine(place, pid);
  }
};

/**
 * @param {EnginePlace} place
 * @param {number} pid
 */
const stopEngine = async (place, pid) => {
  process.kill(pid, 'SIGTERM');
  const ended = await waitUntil(() => runningPid(place) === undefined, STOP_TIMEOUT_MS);
  if (!ended) {
    say(
      `the private engine (PID ${pid}) has not ended after ${STOP_TIMEOUT_MS / 1000} s; its log: ${place.logFile}`,
    );
    return;
  }
  await removeBridge(place.bridge);
  if (place.isShortened) rmSync(path.dirname(place.socket), { recursive: true, force: true });
  say('the private engine was stopped');
};

/**
 * How many containers run; undefined when the engine does not say.
 * @param {EnginePlace} place
 * @returns {Promise<number | undefined>}
 */
const runningContainers = (place) =>
  new Promise((resolve) => {
    const signal = AbortSignal.timeout(LIST_TIMEOUT_MS);
    const request = http.get(
      { socketPath: place.socket, path: '/containers/json', signal },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => (text += part));
        response.on('error', () => resolve(undefined));
        response.on('end', () => resolve(response.statusCode === 200 ? lengthOf(text) : undefined));
      },
    );
    request.on('error', () => resolve(undefined));
  });

/** @param {string} text */
const lengthOf = (text) => {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) ? list.length : undefined;
  } catch {
    return undefined;
  }
};

await runAsCommand(import.meta.url, async (args) => {
  const place = enginePlace(stateDirectory(args));
  const pid = runningPid(place);
  if (args[0] === 'start') {
    await startPrivateEngine(stateDirectory(args));
  } else if (args[0] === 'stop') {
    if (pid === undefined) say('the private engine does not run');
    else await stopEngine(place, pid);
  } else {
    say(
      pid === undefined
        ? 'the private engine does not run'
        : `the private engine runs (PID ${pid}) at ${place.host}`,
    );
  }
});
