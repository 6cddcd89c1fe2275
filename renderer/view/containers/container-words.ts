import type {
  Container,
  ContainerState,
  PublishedPort,
} from '../../../shared/contract/container.ts';
import { hasStopped } from '../../../shared/value/has-stopped.ts';
import { shortId } from '../../../shared/value/short-id.ts';
import type { PendingAction } from '../../store/container-store.ts';
import type { Tone } from '../../widget/state-mark/state-mark.tsx';

/** A state as the table says it. */
export interface StateWords {
  readonly tone: Tone;
  readonly word: string;
  readonly isMoving: boolean;
}

const STATES: Readonly<Record<ContainerState, StateWords>> = {
  running: { tone: 'good', word: 'Running', isMoving: false },
  paused: { tone: 'warn', word: 'Paused', isMoving: false },
  restarting: { tone: 'warn', word: 'Restarting', isMoving: true },
  removing: { tone: 'warn', word: 'Removing', isMoving: true },
  created: { tone: 'idle', word: 'Created', isMoving: false },
  exited: { tone: 'idle', word: 'Exited', isMoving: false },
  dead: { tone: 'bad', word: 'Dead', isMoving: false },
};

const PENDING: Readonly<Record<PendingAction, string>> = {
  starting: 'Starting…',
  stopping: 'Stopping…',
  restarting: 'Restarting…',
  removing: 'Removing…',
};

/** A state in words and tone; what was asked for and is not answered yet goes before. */
export function stateWords(state: ContainerState, pending: PendingAction | undefined): StateWords {
  if (pending === undefined) return STATES[state];
  return { tone: 'busy', word: PENDING[pending], isMoving: true };
}

/** An image reference as a person reads it: a bare digest is shortened. */
export function imageWords(image: string): string {
  return image.startsWith('sha256:') ? shortId(image) : image;
}

/** Published ports as `8080→80`, with the address where it is not all or this machine's own. */
export function portWords(ports: readonly PublishedPort[]): string {
  const words = ports.flatMap(({ containerPort, protocol, hostIp, hostPort }) => {
    if (hostPort === undefined) return [];
    const place = hostIp === undefined || isEverywhere(hostIp) ? '' : `${hostIp}:`;
    const kind = protocol === 'tcp' ? '' : `/${protocol}`;
    return [`${place}${hostPort}→${containerPort}${kind}`];
  });
  return [...new Set(words)].join(', ');
}

/** Every port in full, exposed ones included. */
export function portSentences(ports: readonly PublishedPort[]): readonly string[] {
  return ports.map(({ containerPort, protocol, hostIp, hostPort }) =>
    hostPort === undefined
      ? `${containerPort}/${protocol}, not published`
      : `${hostIp ?? '0.0.0.0'}:${hostPort} → ${containerPort}/${protocol}`,
  );
}

function isEverywhere(hostIp: string): boolean {
  return hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::';
}

/** Why an action cannot be done now; undefined where it can. */
export interface Refusals {
  readonly start: string | undefined;
  readonly stop: string | undefined;
  readonly restart: string | undefined;
  readonly remove: string | undefined;
  /** One that has stopped gets a helper. */
  readonly terminal: string | undefined;
  /** Whatever needs a program of its own that runs. */
  readonly ownShell: string | undefined;
}

/** Which actions fit a container's state. */
export function refusalsOf(
  { state }: Pick<Container, 'state'>,
  pending: PendingAction | undefined,
  isLive: boolean,
): Refusals {
  const always = alwaysRefused(state, pending, isLive);
  if (always !== undefined) {
    const [start, stop, restart, remove] = [always, always, always, always];
    return { start, stop, restart, remove, terminal: always, ownShell: always };
  }
  const isUp = state === 'running' || state === 'restarting' || state === 'paused';
  return {
    start: isUp ? (state === 'paused' ? 'It is paused' : 'It is running already') : undefined,
    stop: isUp ? undefined : 'It is not running',
    restart: isUp ? undefined : 'It is not running: start it',
    remove: undefined,
    terminal: hasStopped(state) ? undefined : shellRefusal(state),
    ownShell: shellRefusal(state),
  };
}

function shellRefusal(state: ContainerState): string | undefined {
  if (state === 'running') return undefined;
  if (state === 'paused') return 'It is paused';
  return state === 'restarting' ? 'It is restarting' : 'It is not running: start it';
}

function alwaysRefused(
  state: ContainerState,
  pending: PendingAction | undefined,
  isLive: boolean,
): string | undefined {
  if (!isLive) return 'The engine is not connected';
  if (pending !== undefined) return 'It is busy';
  return state === 'removing' ? 'It is being removed' : undefined;
}
