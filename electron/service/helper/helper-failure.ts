import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';

/** What an engine cannot or will not do for a helper, and what its user can. `$NAME` is the target. */
interface Refusal extends Pick<Failure, 'code' | 'message' | 'hint'> {
  readonly words: RegExp;
}

const COPY_HINT = 'Stop $NAME: a helper then shows a copy of its files.';

const REFUSALS: readonly Refusal[] = [
  {
    words: /user namespaces are enabled|incompatible with user namespaces/i,
    code: 'engine-permission-denied',
    message:
      'This engine keeps the users of its containers apart from the machine’s, and does not let a helper share what $NAME shares with the machine.',
    hint: COPY_HINT,
  },
  {
    words: /cannot join (?:network|pid|ipc) of a non[ -]running container/i,
    code: 'conflict',
    message: '$NAME, or a container whose network it uses, has stopped meanwhile.',
    hint: 'Look at its state, then try again.',
  },
  {
    words: /non-shareable ipc/i,
    code: 'conflict',
    message: 'The engine does not let a helper share the memory that $NAME uses.',
    hint: COPY_HINT,
  },
  {
    words: /unable to apply caps|unknown capability|invalid capability|cap_sys_ptrace/i,
    code: 'engine-permission-denied',
    message: 'The engine does not give a helper the right to trace the processes of $NAME.',
    hint: COPY_HINT,
  },
  {
    words: /(?:nsenter|setns|namespace|join\w*).*(?:operation not permitted|permission denied)/is,
    code: 'engine-permission-denied',
    message: 'The engine does not let a helper into the processes and network of $NAME.',
    hint: COPY_HINT,
  },
  {
    words: /no space left on device|disk quota exceeded/i,
    code: 'disk-full',
    message: 'The engine has no room left for a helper of $NAME; nothing of it was kept.',
    hint: 'Remove images, containers or volumes that are no longer needed, then try again.',
  },
];

/** What went wrong, told of the helper where the engine's words say why; as it is where they do not. */
export function helperFailure(error: unknown, name: string): unknown {
  if (!(error instanceof AppError)) return error;
  const words = wordsOf(error);
  const known = REFUSALS.find((refusal) => refusal.words.test(words));
  if (known === undefined) return error;
  const { code, message, hint = '' } = known;
  return new AppError({
    code,
    message: message.replaceAll('$NAME', name),
    hint: hint.replaceAll('$NAME', name),
    subject: name,
    cause: words,
  });
}

/** Whether a start failed for want of devices that the engine cannot hand out, GPUs as a rule. */
export function devicesRefused(error: unknown): boolean {
  return (
    error instanceof AppError &&
    /could not select device driver|nvidia-container-cli|cdi device|unresolvable cdi|gpu vendor/i.test(
      wordsOf(error),
    )
  );
}

/** The failure of a start that says that there is no shell; undefined for every other. */
export function noShellInImage(error: unknown, image: string): AppError | undefined {
  const words = noShell(error);
  if (words === undefined) return undefined;
  return new AppError({
    code: 'tool-missing',
    message: `${image} has no shell either.`,
    hint: 'Choose another image for the helper.',
    subject: image,
    cause: words,
  });
}

/** The same of a copy of the target whose shell is there and does not start. */
export function noShellInCopy(error: unknown, name: string): AppError | undefined {
  const words = noShell(error);
  if (words === undefined) return undefined;
  return new AppError({
    code: 'tool-missing',
    message: `${name} has a /bin/sh that does not start.`,
    hint: 'A part of it may be missing: copy the files out with docker cp.',
    subject: name,
    cause: words,
  });
}

/** A helper that may not see its target's files; the engine's security options say why. */
export function filesClosed(
  name: string,
  words: string,
  securityOptions: readonly string[],
): AppError {
  const has = (option: string): boolean =>
    securityOptions.some((known) => known.startsWith(`name=${option}`));
  const reason = has('rootless')
    ? 'It runs without root rights'
    : has('userns')
      ? 'It keeps the users of its containers apart'
      : 'A security profile may forbid to trace other processes (SYS_PTRACE)';
  return new AppError({
    code: 'engine-permission-denied',
    message: `The engine does not let a helper see the files of ${name}.`,
    hint: `${reason}. Stop ${name}: a helper then shows a copy of its files.`,
    subject: name,
    cause: words,
  });
}

function noShell(error: unknown): string | undefined {
  if (!(error instanceof AppError)) return undefined;
  const words = wordsOf(error);
  return /exec:? "?\/bin\/sh|\/bin\/sh[^ ]*: no such file/i.test(words) ? words : undefined;
}

function wordsOf({ failure: { cause, message } }: AppError): string {
  return cause ?? message;
}
