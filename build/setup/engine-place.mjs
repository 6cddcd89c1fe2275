import { createHash } from 'node:crypto';
import path from 'node:path';

/**
 * Where a private engine keeps everything it owns.
 * @typedef {object} EnginePlace
 * @property {string} folder
 * @property {string} dataRoot images, layers, volumes
 * @property {string} execRoot state of running containers
 * @property {string} socket
 * @property {string} host the socket as DOCKER_HOST
 * @property {string} pidFile
 * @property {string} logFile
 * @property {string} usersFolder one file per `npm start` that uses the engine
 * @property {string} id short hash of the state directory: names the bridge and the containerd namespace
 * @property {string} bridge name of its network bridge
 * @property {boolean} isShortened whether sockets had to move to /run because the state directory's path is long
 */

/**
 * A unix socket's path must fit into `sun_path`: 108 bytes on Linux with the closing zero.
 */
const MAX_SOCKET_PATH_BYTES = 107;

/** The longest socket path that dockerd makes below its exec root. */
const LONGEST_SOCKET = path.join('containerd', 'containerd-debug.sock');

/**
 * The places of the private engine that belongs to a state directory.
 * @param {string} stateDirectory
 * @returns {EnginePlace}
 */
export const enginePlace = (stateDirectory) => {
  const folder = path.join(stateDirectory, 'engine');
  const id = createHash('sha256').update(stateDirectory).digest('hex').slice(0, 8);
  const longest = path.join(folder, 'run', LONGEST_SOCKET);
  const isShortened = Buffer.byteLength(longest) > MAX_SOCKET_PATH_BYTES;
  const socketFolder = isShortened ? `/run/berth-${id}` : folder;
  const socket = path.join(socketFolder, 'docker.sock');
  return {
    folder,
    dataRoot: path.join(folder, 'data'),
    execRoot: path.join(socketFolder, 'run'),
    socket,
    host: `unix://${socket}`,
    pidFile: path.join(folder, 'dockerd.pid'),
    logFile: path.join(folder, 'dockerd.log'),
    usersFolder: path.join(folder, 'users'),
    id,
    // Interface names have at most 15 characters.
    bridge: `berth-${id}`,
    isShortened,
  };
};
