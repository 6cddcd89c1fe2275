import type { ContainerEngine } from '../../engine/container-engine.ts';
import { SHELL_PATTERN } from '../../../shared/value/shell-choice.ts';
import { PATH_OF, SHELLS } from './shell-command.ts';

/** The shells of a container. */
export interface FoundShells {
  /** Absolute paths, best first. */
  readonly shells: readonly string[];
  /** What `/etc/passwd` names for the user whom the container runs as. */
  readonly loginShell?: string | undefined;
}

/** A program says this in milliseconds; one that does not say it is not waited for. */
const ANSWERED_WITHIN_MS = 5_000;
/** Six paths of ordinary length are a tenth of this. */
const MAX_ANSWER_CHARACTERS = 16_384;

const SCRIPT = `
${PATH_OF}
for shell in "$@"; do
  if found=$(path_of "$shell"); then echo "shell $found"; fi
done
own=$(id -u 2>/dev/null) || exit 0
while IFS=: read -r name word number group about home login; do
  if [ "$number" = "$own" ] && [ -x "$login" ]; then echo "login $login"; break; fi
done 2>/dev/null </etc/passwd
`.trim();

/** Asks a container that runs which shells it has, in one round trip; none where it has no `/bin/sh` to ask. */
export async function findShells(
  engine: ContainerEngine,
  containerId: string,
): Promise<FoundShells> {
  const asked = await engine.startExec(containerId, {
    command: ['/bin/sh', '-c', SCRIPT, 'sh', ...SHELLS],
    env: [],
    columns: 1000,
    rows: 24,
  });
  const timer = setTimeout(() => asked.dispose(), ANSWERED_WITHIN_MS);
  try {
    const decoder = new TextDecoder();
    let text = '';
    for await (const bytes of asked.output) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > MAX_ANSWER_CHARACTERS) break;
    }
    return readAnswer(text);
  } finally {
    clearTimeout(timer);
    asked.dispose();
  }
}

function readAnswer(text: string): FoundShells {
  const pathsAfter = (word: string): readonly string[] =>
    text
      .split(/\r?\n/)
      .filter((line) => line.startsWith(`${word} /`))
      .map((line) => line.slice(word.length + 1))
      .filter((path) => SHELL_PATTERN.test(path));
  const [loginShell] = pathsAfter('login');
  return {
    shells: [
      ...new Set([...pathsAfter('shell'), ...(loginShell === undefined ? [] : [loginShell])]),
    ],
    loginShell,
  };
}
