import type { Session } from '../../../shared/contract/terminal.ts';

/** What a session's tab says behind its container: the user's name for it, or what the program calls itself. */
export function ownWords({
  name,
  title,
  shell,
  kind,
}: Pick<Session, 'name' | 'title' | 'shell' | 'kind'>): string {
  const program = kind === 'attach' ? 'attached' : (shell.split('/').at(-1) ?? '');
  return [name, title, program].find((words) => words !== '') ?? '';
}

/** A session's tab: its container always first, whatever the program calls itself. */
export function tabWords(
  session: Pick<Session, 'containerName' | 'name' | 'title' | 'shell' | 'kind'>,
): string {
  const own = ownWords(session);
  return own === '' ? session.containerName : `${session.containerName}: ${own}`;
}

/** A state in one word. */
export function stateWord({ kind }: Session['state']): string {
  switch (kind) {
    case 'starting':
      return 'starting';
    case 'running':
      return 'running';
    case 'ended':
      return 'ended';
    case 'failed':
      return 'failed';
  }
}

/** A place in a recording: minutes and seconds. */
export function playTime(atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
