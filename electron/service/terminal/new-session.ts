import { randomBytes } from 'node:crypto';
import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type { Session, TerminalSize } from '../../../shared/contract/terminal.ts';

/** What a session is told as before its shell is there. */
export function newSession(
  { container }: ContainerDetail,
  size: TerminalSize,
  { kind, isReadOnly }: Pick<Session, 'kind' | 'isReadOnly'>,
): Session {
  return {
    id: `session-${randomBytes(8).toString('hex')}`,
    kind,
    isReadOnly,
    containerId: container.id,
    containerName: container.name,
    image: container.image,
    shell: '',
    title: '',
    name: '',
    state: { kind: 'starting' },
    startedAtMs: Date.now(),
    size,
    bellCount: 0,
    isInOwnWindow: false,
  };
}
