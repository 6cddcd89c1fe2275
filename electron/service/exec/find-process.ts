import type { ContainerEngine } from '../../engine/container-engine.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';

/** What tells a program's process from the others of its container. */
export type ProcessTrait =
  /** A variable of its environment, as `NAME=value`: nothing else has it. */
  | { readonly kind: 'variable'; readonly text: string }
  /** Its arguments, parted by spaces: others may have the same. */
  | { readonly kind: 'command'; readonly text: string };

/** A program says this in milliseconds, in a container of a thousand processes too. */
const ANSWERED_WITHIN_MS = 10_000;

/**
 * Looks only at what was begun from outside: such a process has no parent that its container can see. Root may
 * look at everybody's.
 */
const SCRIPT = `
kind=$1 text=$2
for place in /proc/[0-9]*; do
  number=\${place#/proc/}
  [ "$number" = 1 ] || [ "$number" = $$ ] && continue
  key=
  while read -r key value rest; do
    [ "$key" = PPid: ] && break
  done 2>/dev/null <$place/status
  [ "$key" = PPid: ] && [ "$value" = 0 ] || continue
  if [ "$kind" = variable ]; then
    tr '\\0' '\\n' 2>/dev/null <$place/environ | while read -r line; do
      [ "$line" = "$text" ] && echo "found $number"
    done
  else
    [ "$(tr '\\0' ' ' 2>/dev/null <$place/cmdline)" = "$text " ] && echo "found $number"
  fi
done
command -v tr >/dev/null || echo 'no tr'
echo over
`.trim();

/**
 * The number, as its container counts, of a process that was begun from outside. Fails with `conflict` where it
 * cannot be told, `tool-missing` where the container has nothing to look with.
 */
export async function findProcess(
  engine: ContainerEngine,
  containerId: string,
  { kind, text }: ProcessTrait,
): Promise<number> {
  const words = await askAsRoot(engine, containerId, ['/bin/sh', '-c', SCRIPT, 'sh', kind, text]);
  const found = [...words.matchAll(/^found (\d+)\r?$/gm)].map(([, number]) => Number(number));
  const [processId, ...others] = found;
  if (!/^over\r?$/m.test(words) || /^no tr\r?$/m.test(words)) {
    throw new AppError({
      code: 'tool-missing',
      message: 'The container has no /bin/sh and tr to find the program with.',
      hint: 'A restart of the container ends everything in it.',
      cause: words.trim(),
    });
  }
  if (processId !== undefined && others.length === 0) return processId;
  throw new AppError({
    code: 'conflict',
    message:
      processId === undefined
        ? 'The program could not be found inside its container.'
        : `${found.length} programs in this container look the same, so none was ended.`,
    hint: 'End it inside the container, or restart the container.',
  });
}

/** Runs a program to its end; what it said. */
export async function askAsRoot(
  engine: ContainerEngine,
  containerId: string,
  command: readonly string[],
): Promise<string> {
  const asked = await engine.startExec(containerId, {
    command,
    env: [],
    columns: 200,
    rows: 24,
    user: '0',
  });
  const timer = setTimeout(() => asked.dispose(), ANSWERED_WITHIN_MS);
  try {
    const decoder = new TextDecoder();
    let words = '';
    for await (const bytes of asked.output) words += decoder.decode(bytes, { stream: true });
    return words;
  } finally {
    clearTimeout(timer);
    asked.dispose();
  }
}
