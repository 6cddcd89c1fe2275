import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { homedir } from 'node:os';
import path from 'node:path';
import { readJson, stringAt } from './read-json.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { say } from './say.mjs';

/**
 * Where the Docker CLI would look for its engine.
 * @typedef {object} EngineAddress
 * @property {string} host e.g. `unix:///var/run/docker.sock`
 * @property {boolean} isChosen whether somebody named it (a variable or a context), or it is the default
 * @property {string} origin what named it, in words
 * @property {string | undefined} certFolder holds ca.pem, cert.pem, key.pem where TLS is asked for
 */

/**
 * `answers`: a reply to /_ping came. `denied`: it is there, but this user may not use it.
 * `silent`: nothing answers. `unchecked`: not something this script can ask (ssh).
 * @typedef {'answers' | 'denied' | 'silent' | 'unchecked'} EngineState
 */

/** How long an engine may take to answer; a healthy one on this machine takes milliseconds. */
const PING_TIMEOUT_MS = 2_000;

/**
 * Resolves the engine's address in the Docker CLI's order: DOCKER_HOST, DOCKER_CONTEXT, the current
 * context of config.json, the default socket.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {EngineAddress}
 */
export const engineAddress = (env = process.env, platform = process.platform) => {
  const host = env['DOCKER_HOST'];
  const home = env['DOCKER_CONFIG'] || path.join(homedir(), '.docker');
  if (host) {
    const certFolder = env['DOCKER_TLS_VERIFY'] ? env['DOCKER_CERT_PATH'] || home : undefined;
    return { host, isChosen: true, origin: 'DOCKER_HOST', certFolder };
  }
  const named = env['DOCKER_CONTEXT'];
  const context = named || stringAt(readJson(path.join(home, 'config.json')), 'currentContext');
  if (context === undefined || context === 'default') {
    const socket =
      platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
    return { host: socket, isChosen: false, origin: 'the default', certFolder: undefined };
  }
  // The CLI names a context's folders by the hash of its name.
  const id = createHash('sha256').update(context).digest('hex');
  const meta = readJson(path.join(home, 'contexts', 'meta', id, 'meta.json'));
  const certFolder = path.join(home, 'contexts', 'tls', id, 'docker');
  return {
    host: stringAt(meta, 'Endpoints', 'docker', 'Host') ?? '',
    isChosen: true,
    origin: `${named ? 'DOCKER_CONTEXT' : 'the current context'} ${context}`,
    certFolder: existsSync(certFolder) ? certFolder : undefined,
  };
};

/**
 * Asks the engine at an address for a sign of life.
 * @param {Pick<EngineAddress, 'host' | 'certFolder'>} address
 * @returns {Promise<EngineState>}
 */
export const pingEngine = async ({ host, certFolder }) => {
  const options = requestOptions(host, certFolder);
  if (options === undefined) return host === '' ? 'silent' : 'unchecked';
  const { secure, ...target } = options;
  return new Promise((resolve) => {
    const request = (secure ? https : http).get(
      {
        ...target,
        path: '/_ping',
        timeout: PING_TIMEOUT_MS,
        signal: AbortSignal.timeout(PING_TIMEOUT_MS),
      },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200 ? 'answers' : 'silent');
      },
    );
    request.on('error', (error) => {
      resolve('code' in error && error.code === 'EACCES' ? 'denied' : 'silent');
    });
  });
};

/**
 * @param {string} host
 * @param {string | undefined} certFolder
 * @returns {(import('node:https').RequestOptions & { secure: boolean }) | undefined}
 */
const requestOptions = (host, certFolder) => {
  const [, scheme, rest] = /^([a-z]+):\/\/(.*)$/.exec(host) ?? [];
  if (rest === undefined) return undefined;
  if (scheme === 'unix') return { socketPath: rest, secure: false };
  if (scheme === 'npipe') return { socketPath: rest.replaceAll('/', '\\'), secure: false };
  if (!['tcp', 'http', 'https'].includes(scheme ?? '')) return undefined;
  const { hostname, port } = new URL(`http://${rest}`);
  const secure = certFolder !== undefined || scheme === 'https';
  /** @param {string} name */
  const pem = (name) => {
    const file = certFolder === undefined ? undefined : path.join(certFolder, name);
    return file !== undefined && existsSync(file) ? readFileSync(file) : undefined;
  };
  return {
    hostname,
    port: port || (secure ? 2376 : 2375),
    ca: pem('ca.pem'),
    cert: pem('cert.pem'),
    key: pem('key.pem'),
    secure,
  };
};

await runAsCommand(import.meta.url, async () => {
  const address = engineAddress();
  const state = await pingEngine(address);
  say(`the engine at ${address.host} (${address.origin}): ${state}`);
  return state === 'answers' ? 0 : 1;
});
