import { createHash } from 'node:crypto';
import { mustRun, runCommand } from './rig-process.ts';

/** A network bridge that belongs to one rig engine. `address` is the engine's end, e.g. `10.231.7.1/24`. */
export interface EngineBridge {
  readonly name: string;
  readonly address: string;
}

/** 10.200.0.0 to 10.249.255.0: room for 12,800 engines, away from what Docker itself hands out (172.17.0.0/16 and up). */
const FIRST_SECOND_OCTET = 200;
const SECOND_OCTETS = 50;
const SUBNETS = SECOND_OCTETS * 256;

/**
 * Makes a bridge with a subnet of its own. An engine that shares `docker0`, or runs with none, takes it away from
 * every other engine on the machine, so no rig engine ever touches it.
 */
export async function createBridge(directory: string): Promise<EngineBridge> {
  const digest = createHash('sha256').update(directory).digest();
  const name = `berth${digest.toString('hex', 0, 4)}`;
  const taken = await mustRun('ip', ['-4', '-o', 'address']);
  let index = digest.readUInt16BE(4) % SUBNETS;
  let prefix = prefixOf(index);
  while (taken.includes(` ${prefix}.`)) {
    index = (index + 1) % SUBNETS;
    prefix = prefixOf(index);
  }
  const address = `${prefix}.1/24`;
  await removeBridge(name);
  await mustRun('ip', ['link', 'add', name, 'type', 'bridge']);
  await mustRun('ip', ['address', 'add', address, 'dev', name]);
  await mustRun('ip', ['link', 'set', name, 'up']);
  return { name, address };
}

/** Removes a bridge; one that is already gone is fine. */
export async function removeBridge(name: string): Promise<void> {
  await runCommand('ip', ['link', 'delete', name, 'type', 'bridge']);
}

function prefixOf(index: number): string {
  return `10.${FIRST_SECOND_OCTET + Math.floor(index / 256)}.${index % 256}`;
}
