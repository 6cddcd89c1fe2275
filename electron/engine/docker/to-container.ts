import type {
  Container,
  ContainerState,
  PublishedPort,
} from '../../../shared/contract/container.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { protocolBroken } from './to-failure.ts';

/** The fields read of a list entry, as yet unchecked. */
interface RawContainer {
  readonly Id?: unknown;
  readonly Names?: unknown;
  readonly Image?: unknown;
  readonly ImageID?: unknown;
  readonly Command?: unknown;
  readonly Created?: unknown;
  readonly Ports?: unknown;
  readonly Labels?: unknown;
  readonly State?: unknown;
  readonly Status?: unknown;
}

interface RawPort {
  readonly IP?: unknown;
  readonly PrivatePort?: unknown;
  readonly PublicPort?: unknown;
  readonly Type?: unknown;
}

/** The engine's words for a state, and those of engines that only speak its API. */
const STATES: ReadonlyMap<string, ContainerState> = new Map([
  ['created', 'created'],
  ['configured', 'created'],
  ['initialized', 'created'],
  ['running', 'running'],
  ['stopping', 'running'],
  ['paused', 'paused'],
  ['restarting', 'restarting'],
  ['removing', 'removing'],
  ['exited', 'exited'],
  ['stopped', 'exited'],
  ['dead', 'dead'],
]);

const ID_PATTERN = /^[0-9a-f]{64}$/;
const SHORT_ID_CHARS = 12;

/**
 * Checks and translates the answer of `GET /containers/json`, newest first. Written by hand: a list
 * of 5,000 comes again with every reconciliation, and a schema library takes longer than the
 * parser. Fails with `engine-protocol`.
 */
export function toContainers(reply: unknown): readonly Container[] {
  if (!Array.isArray(reply)) throw wrong('the list of containers', 'a list', reply);
  const containers = reply.map(toContainer);
  return containers.sort((a, b) => b.createdAtMs - a.createdAtMs);
}

function toContainer(reply: unknown): Container {
  if (typeof reply !== 'object' || reply === null) throw wrong('a container', 'an object', reply);
  const raw = reply as RawContainer;
  const id = text(raw.Id, 'Id');
  if (!ID_PATTERN.test(id)) throw wrong('Id', '64 hexadecimal digits', id);
  const state = STATES.get(text(raw.State, 'State'));
  if (state === undefined) throw wrong('State', 'a known state', raw.State);
  return {
    id,
    name: toName(raw.Names, id),
    image: text(raw.Image, 'Image'),
    imageId: text(raw.ImageID, 'ImageID'),
    command: text(raw.Command, 'Command'),
    state,
    statusText: text(raw.Status, 'Status'),
    createdAtMs: number(raw.Created, 'Created') * 1000,
    ports: toPorts(raw.Ports),
    labels: toLabels(raw.Labels, 'Labels'),
  };
}

/** Further names with a slash inside are old-style links from other containers. */
function toName(names: unknown, id: string): string {
  if (names === null || names === undefined) return id.slice(0, SHORT_ID_CHARS);
  if (!Array.isArray(names)) throw wrong('Names', 'a list', names);
  let first: string | undefined;
  for (const entry of names) {
    const name = text(entry, 'Names');
    const bare = name.startsWith('/') ? name.slice(1) : name;
    if (!bare.includes('/')) return bare;
    first ??= bare;
  }
  return first ?? id.slice(0, SHORT_ID_CHARS);
}

function toPorts(reply: unknown): PublishedPort[] {
  if (reply === null || reply === undefined) return [];
  if (!Array.isArray(reply)) throw wrong('Ports', 'a list', reply);
  const ports = reply.map(toPort);
  return ports.length < 2 ? ports : ports.sort(byPort);
}

function toPort(reply: unknown): PublishedPort {
  if (typeof reply !== 'object' || reply === null) throw wrong('Ports', 'objects', reply);
  const raw = reply as RawPort;
  const containerPort = number(raw.PrivatePort, 'PrivatePort');
  const protocol = text(raw.Type, 'Type');
  if (raw.PublicPort === undefined || raw.PublicPort === 0) return { containerPort, protocol };
  return {
    containerPort,
    protocol,
    hostIp: raw.IP === undefined ? '' : text(raw.IP, 'IP'),
    hostPort: number(raw.PublicPort, 'PublicPort'),
  };
}

function byPort(a: PublishedPort, b: PublishedPort): number {
  return (
    a.containerPort - b.containerPort ||
    compareText(a.protocol, b.protocol) ||
    compareText(a.hostIp ?? '', b.hostIp ?? '') ||
    (a.hostPort ?? 0) - (b.hostPort ?? 0)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Labels as the engine has them; none at all may come as `null`. */
export function toLabels(reply: unknown, field: string): Record<string, string> {
  if (reply === null || reply === undefined) return {};
  if (typeof reply !== 'object' || Array.isArray(reply)) throw wrong(field, 'an object', reply);
  for (const key in reply) {
    const value = (reply as Record<string, unknown>)[key];
    if (typeof value !== 'string') throw wrong(field, 'texts', value);
  }
  return reply as Record<string, string>;
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string') throw wrong(field, 'a text', value);
  return value;
}

function number(value: unknown, field: string): number {
  if (typeof value !== 'number') throw wrong(field, 'a number', value);
  return value;
}

function wrong(field: string, expected: string, value: unknown): AppError {
  const shown = JSON.stringify(value)?.slice(0, 100) ?? 'nothing';
  return new AppError(protocolBroken(`${field} should be ${expected} and is ${shown}.`));
}
