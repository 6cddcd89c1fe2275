import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { FailureSchema, type FailureCode } from '../../../shared/ipc/failure.ts';
import { devicesRefused, filesClosed, helperFailure, noShellInImage } from './helper-failure.ts';

const ID = '072a10e0a4ca9171587cdfcbff9726d211c766f96e27854ce1ba7c1bf5fd3d10';
const OCI =
  'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';

/** Recorded words, not heard here: from the sources of Docker 20.10 to 28 and runc, with the status they come with. */
const RECORDED: readonly (readonly [number, string, FailureCode, RegExp])[] = [
  [
    400,
    "cannot share the host's network namespace when user namespaces are enabled",
    'engine-permission-denied',
    /keeps the users of its containers apart/,
  ],
  [
    400,
    'cannot share the host PID namespace when user namespaces are enabled',
    'engine-permission-denied',
    /keeps the users of its containers apart/,
  ],
  [
    409,
    `cannot join network of a non running container: ${ID}`,
    'conflict',
    /has stopped meanwhile/,
  ],
  [
    400,
    `failed to join IPC namespace: container ${ID}: non-shareable IPC (hint: use IpcMode:shareable for the donor container)`,
    'conflict',
    /share the memory/,
  ],
  [
    500,
    `${OCI}unable to apply caps: operation not permitted`,
    'engine-permission-denied',
    /right to trace/,
  ],
  [
    400,
    'invalid CapAdd: unknown capability: "CAP_SYS_PTRACE"',
    'engine-permission-denied',
    /right to trace/,
  ],
  [
    500,
    `${OCI}error during container init: unable to setns into pid namespace: operation not permitted`,
    'engine-permission-denied',
    /into the processes and network/,
  ],
  [
    500,
    'Error processing tar file(exit status 1): write /app/model.bin: no space left on device',
    'disk-full',
    /no room left/,
  ],
];

const refused = (status: number, words: string): AppError =>
  new AppError({
    code: 'engine-failed',
    message: 'The engine tried this and failed.',
    cause: `${words} (HTTP ${status})`,
  });

describe('what an engine refuses a helper', () => {
  it.each(RECORDED)('%i %s', (status, words, code, message) => {
    const told = helperFailure(refused(status, words), 'lab');
    if (!(told instanceof AppError)) throw new Error('another kind of failure');
    expect(told.failure).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(FailureSchema.parse(told.failure)).toMatchObject({
      hint: expect.stringMatching(/\.$/),
      cause: expect.stringContaining(words),
    });
    expect(`${told.failure.message}${told.failure.hint ?? ''}`).not.toContain('$NAME');
  });

  it('leaves what it does not know as it is', () => {
    const unknown = refused(500, 'something else');
    expect(helperFailure(unknown, 'lab')).toBe(unknown);
    expect(noShellInImage(unknown, 'a:1')).toBeUndefined();
  });
});

// The first as Docker 20.10.24 and 28.5.2 answered here; the others recorded from the toolkit's and the engine's sources.
it.each([
  'could not select device driver "" with capabilities: [[gpu]]',
  `${OCI}error running prestart hook #0: exit status 1, stdout: , stderr: Auto-detected mode as 'legacy' nvidia-container-cli: initialization error: load library failed: libnvidia-ml.so.1: cannot open shared object file: no such file or directory: unknown`,
  'CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=all',
])('devices that an engine cannot hand out are told from all else: %s', (words) => {
  expect(devicesRefused(refused(500, words))).toBe(true);
  expect(devicesRefused(refused(500, 'no such file or directory'))).toBe(false);
});

it.each([
  [['name=seccomp,profile=builtin', 'name=rootless'], /without root rights/],
  [['name=userns'], /keeps the users of its containers apart/],
  [['name=apparmor', 'name=seccomp,profile=builtin'], /SYS_PTRACE/],
])('files that stay closed say why, by %j', (securityOptions, reason) => {
  // Recorded words: busybox's own.
  const words = "/bin/sh: cd: line 0: can't cd to /target: Permission denied";
  const { failure } = filesClosed('lab', words, securityOptions);
  expect(failure).toMatchObject({
    code: 'engine-permission-denied',
    message: 'The engine does not let a helper see the files of lab.',
    cause: words,
  });
  expect(failure.hint).toMatch(reason);
  expect(failure.hint).toContain('Stop lab');
});
