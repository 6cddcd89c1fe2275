import type { ExecSpec } from '../../engine/container-exec.ts';
import type { Session } from '../../../shared/contract/terminal.ts';
import { MARK_VARIABLE, newShellMark } from './shell-mark.ts';
import type { ShellOpening } from './shell-opening.ts';

/** Best first; the last is the one that detection itself runs in. */
export const SHELLS = ['bash', 'zsh', 'fish', 'ash', 'sh'];

/** Number of our own private sequence; only what carries the session's secret after it is read. */
export const ANNOUNCEMENT_OSC = 7733;

/** Begins the words of a container that has no such shell. */
export const NO_SUCH_SHELL = 'There is no shell';

/** Says where a program is, by its path or name. Some shells answer `command -v` with names of their own parts. */
export const PATH_OF = `
path_of() (
  name=$1
  case $name in
    /*) set -- "$name";;
    *) set -f; IFS=:; set --; for place in $PATH; do set -- "$@" "$place/$name"; done;;
  esac
  for path in "$@"; do
    if [ -f "$path" ] && [ -x "$path" ]; then echo "$path"; return 0; fi
  done
  return 1
)
`.trim();

/**
 * Finds the first shell that is there, tells its path and process id, and becomes it. Text of a
 * container without a locale would otherwise be ASCII.
 */
const SCRIPT = `
${PATH_OF}
secret=$1 path=$2; shift 2
for shell in "$@"; do
  if found=$(path_of "$shell"); then path=$found; break; fi
done
if [ -z "$path" ]; then echo "${NO_SUCH_SHELL} $1"; exit 127; fi
if [ -z "$LANG$LC_ALL" ]; then LANG=C.UTF-8; export LANG; fi
printf '\\033]${ANNOUNCEMENT_OSC};%s;%s;%s\\007' "$secret" "$$" "$path"
exec "$path"
`.trim();

/** What opens a shell of the user's liking in one round trip. */
export function shellCommand(
  { id, size }: Pick<Session, 'id' | 'size'>,
  secret: string,
  { choice, isRemembered }: ShellOpening,
): ExecSpec {
  const mark = newShellMark(id);
  const { shell, user, directory, environment = [] } = choice;
  const isAnyGood = shell === undefined || isRemembered;
  const wanted = [...(shell === undefined ? [] : [shell]), ...(isAnyGood ? SHELLS : [])];
  return {
    command: ['/bin/sh', '-c', SCRIPT, mark, secret, isAnyGood ? '/bin/sh' : '', ...wanted],
    env: [
      'TERM=xterm-256color',
      'COLORTERM=truecolor',
      `${MARK_VARIABLE}=${mark}`,
      ...environment.map(({ name, value }) => `${name}=${value}`),
    ],
    ...size,
    user,
    directory,
  };
}

/** What ends shells by their numbers, as their container counts. */
export function signalCommand(signal: 'HUP' | 'KILL', processIds: readonly number[]): ExecSpec {
  const script = 'signal=$1; shift; kill -s "$signal" "$@"';
  const command = ['/bin/sh', '-c', script, 'sh', signal, ...processIds.map(String)];
  return { command, env: [], columns: 80, rows: 24 };
}
