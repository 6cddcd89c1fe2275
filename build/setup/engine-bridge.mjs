import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { runProcess } from './run-process.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Makes the engine's own bridge, up and with an address. An engine that is told to use no bridge deletes
 * `docker0`, and one that uses `docker0` shares it with a neighbour, so a private engine gets its own.
 * @param {string} name
 */
export const makeBridge = async (name) => {
  if (existsSync(`/sys/class/net/${name}`)) return;
  const subnet = freeSubnet(name, usedNetworks());
  await ip(['link', 'add', 'name', name, 'type', 'bridge']);
  await ip(['address', 'add', `${subnet}.1/24`, 'dev', name]);
  await ip(['link', 'set', 'dev', name, 'up']);
};

/**
 * Removes a bridge that `makeBridge` made, and the packet rules for it that dockerd leaves behind.
 * @param {string} name
 */
export const removeBridge = async (name) => {
  if (existsSync(`/sys/class/net/${name}`)) await runProcess('ip', ['link', 'delete', name]);
  for (const table of ['nat', 'filter']) {
    const { stdout } = await runProcess('iptables', ['-t', table, '-S']);
    for (const deletion of ruleDeletions(stdout, name)) {
      await runProcess('iptables', ['-t', table, ...deletion]);
    }
  }
};

/**
 * The arguments that delete every rule about one bridge.
 * @param {string} listing what `iptables -S` prints: one rule a line, as the arguments that made it
 * @param {string} bridge
 * @returns {readonly (readonly string[])[]}
 */
export const ruleDeletions = (listing, bridge) =>
  listing
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter((words) => words[0] === '-A' && words.includes(bridge))
    .map((words) => ['-D', ...words.slice(1)]);

/** @param {readonly string[]} args */
const ip = async (args) => {
  const { code, stderr } = await runProcess('ip', args);
  if (code !== 0)
    throw new SetupError(`The engine's network bridge cannot be made: ${stderr.trim()}`);
};

/**
 * A /24 inside 10.96.0.0/11 that overlaps nothing in use; by the name, so that a bridge keeps its subnet.
 * That range is seldom routed: home routers use 192.168/16, Docker's own pools are 172.16/12 and 192.168/16.
 * @param {string} name
 * @param {readonly Network[]} used
 * @returns {string} the first three numbers, e.g. `10.101.7`
 */
export const freeSubnet = (name, used) => {
  const seed = Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 8192, 7);
  for (let step = 0; step < 8192; step += 1) {
    const index = (seed + step) % 8192;
    const subnet = `10.${96 + (index >> 8)}.${index & 255}`;
    const candidate = {
      address: addressNumber(`${subnet}.0`),
      mask: addressNumber('255.255.255.0'),
    };
    if (!used.some((network) => overlaps(network, candidate))) return subnet;
  }
  throw new SetupError('No free network address is left for the private engine.');
};

/** @typedef {{ readonly address: number, readonly mask: number }} Network 32-bit unsigned numbers */

/** Every network this machine has an address in or a route to; the default route is none. */
const usedNetworks = () => [
  ...Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address, netmask }) => ({
      address: addressNumber(address),
      mask: addressNumber(netmask),
    })),
  ...parseRoutes(existsSync('/proc/net/route') ? readFileSync('/proc/net/route', 'utf8') : ''),
];

/**
 * @param {string} table the text of /proc/net/route, whose numbers are little-endian hex
 * @returns {readonly Network[]}
 */
export const parseRoutes = (table) =>
  table
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map((cells) => ({ address: littleEndian(cells[1] ?? ''), mask: littleEndian(cells[7] ?? '') }))
    .filter(({ mask }) => mask !== 0);

/** @param {string} hex */
const littleEndian = (hex) =>
  /^[0-9A-F]{8}$/i.test(hex) ? Buffer.from(hex, 'hex').readUInt32LE() : 0;

/** @param {string} dotted */
export const addressNumber = (dotted) =>
  dotted.split('.').reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0);

/**
 * @param {Network} a
 * @param {Network} b
 */
const overlaps = (a, b) => {
  const mask = (a.mask & b.mask) >>> 0;
  return (a.address & mask) >>> 0 === (b.address & mask) >>> 0;
};
