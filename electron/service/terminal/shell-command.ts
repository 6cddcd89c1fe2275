import type { ExecSpec } from '../../engine/container-engine.ts';
import type { TerminalSize } from '../../../shared/contract/terminal.ts';

/** Best first; the last is the one that detection itself runs in. */
const SHELLS = ['bash', 'zsh', 'fish', 'ash', 'sh'];

/** Number of our own private sequence; only what carries the session's secret after it is read. */
export const ANNOUNCEMENT_OSC = 7733;

/**
 * Finds the first shell that is there, tells its path and process id, and becomes it. Text of a
 * container without a locale would otherwise be ASCII.
 */
const SCRIPT = `
secret=$1; shift
path=/bin/sh
for shell in "$@"; do
  found=$(command -v "$shell" 2>/dev/null) || continue
  case $found in /*) path=$found; break;; esac
done
if [ -z "$LANG$LC_ALL" ]; then LANG=C.UTF-8; export LANG; fi
printf '\\033]${ANNOUNCEMENT_OSC};%s;%s;%s\\007' "$secret" "$$" "$path"
exec "$path"
`.trim();

/** What opens a shell of the user's liking in one round trip. */
export function shellCommand(secret: string, { columns, rows }: TerminalSize): ExecSpec {
  return {
    command: ['/bin/sh', '-c', SCRIPT, 'sh', secret, ...SHELLS],
    env: ['TERM=xterm-256color', 'COLORTERM=truecolor'],
    columns,
    rows,
  };
}

/** What ends shells by their numbers, as their container counts. */
export function signalCommand(signal: 'HUP' | 'KILL', processIds: readonly number[]): ExecSpec {
  const script = 'signal=$1; shift; kill -s "$signal" "$@"';
  const command = ['/bin/sh', '-c', script, 'sh', signal, ...processIds.map(String)];
  return { command, env: [], columns: 80, rows: 24 };
}
