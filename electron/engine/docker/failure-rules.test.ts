import { describe, expect, it } from 'vitest';
import { FailureSchema, type FailureCode } from '../../../shared/ipc/failure.ts';
import { answerToFailure } from './to-failure.ts';

const ID = '072a10e0a4ca9171587cdfcbff9726d211c766f96e27854ce1ba7c1bf5fd3d10';

/** Status and words as Docker 20.10.24 (a), 28.5.2 (b) or both answered; the rest from its source. */
const ENGINE_ANSWERS: readonly (readonly [number, string, FailureCode, string])[] = [
  [404, 'No such container: nope', 'not-found', 'There is no such container.'],
  [
    404,
    `Cannot kill container: x: No such container: x`,
    'not-found',
    'There is no such container.',
  ],
  [404, 'No such image: nope:3', 'not-found', 'The engine does not have the image nope:3.'],
  [
    404,
    'no such image: nope:3: No such image: nope:3',
    'not-found',
    'The engine does not have the image nope:3.',
  ],
  [
    404,
    `Could not find the file /none in container ${ID}`,
    'not-found',
    'There is no “/none” in this container.',
  ],
  [404, 'network nonet not found', 'not-found', 'The engine has no network “nonet”.'],
  [
    404,
    'failed to set up container networking: network nonet not found',
    'not-found',
    'The engine has no network “nonet”.',
  ],
  [404, 'get v2: no such volume', 'not-found', 'The engine has no such volume.'],
  [404, 'page not found', 'engine-protocol', 'The engine does not know this request.'],
  [
    409,
    `Conflict. The container name "/xx" is already in use by container "${ID}". You have to remove (or rename) that container to be able to reuse that name.`,
    'conflict',
    'The name “xx” is taken by another container.',
  ],
  [
    409,
    `You cannot remove a running container ${ID}. Stop the container before attempting removal or force remove`,
    'conflict',
    'The container is running.',
  ],
  [
    409,
    `cannot remove container "${ID}": container is running: stop the container before removing or force remove`,
    'conflict',
    'The container is running.',
  ],
  [
    409,
    `removal of container ${ID} is already in progress`,
    'conflict',
    'The container is being removed already.',
  ],
  [409, `Container ${ID} is already paused`, 'conflict', 'The container is paused.'],
  [
    409,
    `Container ${ID} is paused, unpause the container before exec`,
    'conflict',
    'The container is paused.',
  ],
  [
    409,
    `cannot kill container: ${ID}: container ${ID} is not running`,
    'conflict',
    'The container is not running.',
  ],
  [
    409,
    'conflict: unable to remove repository reference "berth-rig/busybox:1" (must force) - container 072a10e0a4ca is using its referenced image f853d3db465e',
    'in-use',
    'A container or another image still uses this image.',
  ],
  [
    409,
    'conflict: unable to delete f853d3db465e (cannot be forced) - image is being used by running container 072a10e0a4ca',
    'in-use',
    'A container or another image still uses this image.',
  ],
  [
    409,
    'conflict: unable to delete f853d3db465e (cannot be forced) - image has dependent child images',
    'in-use',
    'A container or another image still uses this image.',
  ],
  [409, `remove v1: volume is in use - [${ID}]`, 'in-use', 'A container still uses this.'],
  [
    500,
    'driver failed programming external connectivity on endpoint x (y): Bind for 127.0.0.1:8888 failed: port is already allocated',
    'port-in-use',
    'Port 8888 is taken.',
  ],
  [
    500,
    'driver failed programming external connectivity on endpoint x (y): Error starting userland proxy: listen tcp4 127.0.0.1:41753: bind: address already in use',
    'port-in-use',
    'Port 41753 is taken.',
  ],
  [
    500,
    'failed to set up container networking: driver failed programming external connectivity on endpoint x (y): failed to bind host port for 127.0.0.1:38797:10.217.130.2:80/tcp: address already in use',
    'port-in-use',
    'Port 38797 is taken.',
  ],
  [
    500,
    'failed to set up container networking: driver failed programming external connectivity on endpoint x (y): Bind for 0.0.0.0:80 failed: port is already allocated',
    'port-in-use',
    'Port 80 is taken.',
  ],
  [
    500,
    'write /var/lib/docker/tmp/GetImageBlob1: no space left on device',
    'disk-full',
    'No space is left on the disk of the engine.',
  ],
  [
    500,
    'mkdir /var/lib/docker/overlay2/x: disk quota exceeded',
    'disk-full',
    'No space is left on the disk of the engine.',
  ],
  [
    500,
    'could not select device driver "" with capabilities: [[gpu]]',
    'tool-missing',
    'The engine cannot hand GPUs to containers.',
  ],
  [
    400,
    'Unknown runtime specified nvidia',
    'tool-missing',
    'The engine cannot hand GPUs to containers.',
  ],
  [
    400,
    'unknown or invalid runtime name: nvidia',
    'tool-missing',
    'The engine cannot hand GPUs to containers.',
  ],
  [
    500,
    'unable to find user nobodyhere: no matching entries in passwd file',
    'invalid-input',
    'The image has no user “nobodyhere”.',
  ],
  [
    400,
    'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nosuchprog": executable file not found in $PATH: unknown',
    'invalid-input',
    'The image has no program “nosuchprog” that could be started.',
  ],
  [
    400,
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/etc/passwd": permission denied: unknown',
    'invalid-input',
    'The image has no program “/etc/passwd” that could be started.',
  ],
  [
    400,
    'invalid mount config for type "bind": bind source path does not exist: /none',
    'invalid-input',
    'There is no folder “/none” on the engine’s machine.',
  ],
  [
    400,
    'invalid reference format: repository name must be lowercase',
    'invalid-input',
    'This is no name that an image can have.',
  ],
  [
    400,
    'Invalid container name (b/d), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed',
    'invalid-input',
    'A container cannot have the name “b/d”.',
  ],
  [400, 'No command specified', 'invalid-input', 'The image names no command to run.'],
  [400, 'Minimum memory limit allowed is 6MB', 'invalid-input', 'The engine does not accept this.'],
  [
    400,
    'client version 1.45 is too new. Maximum supported API version is 1.41',
    'engine-too-old',
    'This engine is too old: it speaks API 1.41.',
  ],
  [
    400,
    'client version 1.45 is too old. Minimum supported API version is 1.52, please upgrade your client to a newer version',
    'engine-too-new',
    'This engine is newer than Berth: it needs API 1.52 or later.',
  ],
  [
    403,
    'authorization denied by plugin opa: not allowed',
    'engine-permission-denied',
    'A rule of this engine’s administrator forbids this.',
  ],
];

describe('the engine’s words', () => {
  it.each(ENGINE_ANSWERS)('%i %s', (status, words, code, message) => {
    const failure = answerToFailure(status, words, 'engine');
    expect(failure).toMatchObject({ code, message });
    expect(failure.cause).toContain(words);
    expect(FailureSchema.parse(failure).hint).toMatch(/\.$|\)\.$/);
  });
});
