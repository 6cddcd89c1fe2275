import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { stateDirectory } from './directories.mjs';
import { engineAddress, pingEngine } from './engine-address.mjs';
import { ensureSystemPackages } from './ensure-system-packages.mjs';
import { startPrivateEngine } from './private-engine.mjs';
import { findCommand } from './run-process.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {object} Engine
 * @property {NodeJS.ProcessEnv} env what the app must be given to reach it; empty where it finds it by itself
 * @property {() => Promise<void>} stop ends what this call started
 */

/** @type {Engine} */
const OWN_WAY = { env: {}, stop: () => Promise.resolve() };

/**
 * Leaves an engine that answers alone; where none does and nobody has named one, runs a private one on Linux.
 * Where that is impossible it says the one next step and goes on: the window shows the same as a page.
 * @param {readonly string[]} args the app's arguments, which may move its state directory
 * @returns {Promise<Engine>}
 */
export const ensureEngine = async (args) => {
  const need = await engineNeed();
  if (need.kind === 'none') return OWN_WAY;
  if (need.kind === 'advice') {
    say(need.line);
    return OWN_WAY;
  }
  await ensureSystemPackages(['engine']);
  // Installing the package starts its service where the system runs services.
  if ((await pingEngine(engineAddress())) === 'answers') return OWN_WAY;
  if (findCommand('dockerd') === undefined) {
    say('no engine answers and dockerd cannot be had here; Berth opens and shows what to do');
    return OWN_WAY;
  }
  try {
    const engine = await startPrivateEngine(stateDirectory(args));
    return { env: { DOCKER_HOST: engine.host }, stop: engine.stop };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return OWN_WAY;
  }
};

/**
 * What the person's own engine leaves to do: nothing, a line that they must act on, or a private engine.
 * @returns {Promise<{ readonly kind: 'none' | 'private' } | { readonly kind: 'advice', readonly line: string }>}
 */
export const engineNeed = async () => {
  const address = engineAddress();
  const state = await pingEngine(address);
  if (state === 'answers' || state === 'unchecked') return { kind: 'none' };
  const line = adviceFor(address, state, {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    isAptThere: findCommand('apt-get') !== undefined,
    isDockerdThere: findCommand('dockerd') !== undefined,
    isSystemdThere: existsSync('/run/systemd/system'),
    userName: userInfo().username,
  });
  return line === undefined ? { kind: 'private' } : { kind: 'advice', line };
};

/**
 * The one line for a person whose engine does not answer and for whom none can be started.
 * @param {import('./engine-address.mjs').EngineAddress} address
 * @param {import('./engine-address.mjs').EngineState} state
 * @param {{ platform: NodeJS.Platform, isRoot: boolean, isAptThere: boolean, isDockerdThere: boolean, isSystemdThere: boolean, userName: string }} machine
 * @returns {string | undefined} undefined where a private engine may be started
 */
export const adviceFor = (address, state, machine) => {
  const where = `the engine at ${address.host || 'an address that cannot be read'}`;
  if (state === 'denied') {
    return `${where} does not let ${machine.userName} in; run: sudo usermod -aG docker ${machine.userName}, then log in again`;
  }
  if (address.isChosen)
    return `${where}, named by ${address.origin}, does not answer; Berth opens and shows what to do`;
  if (machine.platform !== 'linux')
    return 'no engine answers; start Docker Desktop (or another Docker engine)';
  if (machine.isRoot) return undefined;
  if (machine.isDockerdThere) {
    return `no engine answers; to start it: sudo ${machine.isSystemdThere ? 'systemctl start docker' : 'service docker start'}`;
  }
  return machine.isAptThere
    ? `no engine answers; to get one: sudo apt-get install -y docker.io && sudo usermod -aG docker ${machine.userName}, then log in again`
    : 'no engine answers; install Docker with this distribution’s package manager, then start this again';
};
