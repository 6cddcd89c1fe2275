import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { extract, pack } from 'tar-stream';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { CallOptions } from '../../engine/image-engine.ts';

/** As many bits as the strongest cipher has; guessing is out of the question. */
const TOKEN_BYTES = 32;

const FOLDER = 'run/berth';

/** Where Jupyter reads its token inside the container. No environment, label or argument holds it. */
export const TOKEN_FILE = `/${FOLDER}/token`;

/** A token has 64 digits; more than this is not ours. */
const MAX_TOKEN_BYTES = 1024;

/** A new token, in digits that need no escaping anywhere. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('hex');
}

/** Puts the token into a container, readable by this user of it alone. */
export async function putToken(
  engine: ContainerEngine,
  containerId: string,
  owner: { readonly uid: number; readonly token: string },
  options: CallOptions,
): Promise<void> {
  const { uid } = owner;
  const tar = pack();
  // No final newline: Jupyter takes the file as it is.
  tar.entry({ name: FOLDER, type: 'directory', mode: 0o700, uid, gid: 0 });
  tar.entry({ name: `${FOLDER}/token`, mode: 0o400, uid, gid: 0 }, owner.token);
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar) if (chunk instanceof Uint8Array) chunks.push(chunk);
  await engine.putArchive(containerId, '/', Buffer.concat(chunks), options);
}

/** Reads the token back. Fails with `not-found` when there is none. */
export async function readToken(
  engine: ContainerEngine,
  containerId: string,
  options: CallOptions = {},
): Promise<string> {
  const text = await readSmallFile(engine, containerId, TOKEN_FILE, options);
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new AppError({
    code: 'not-found',
    message: 'This container holds no token of Berth.',
    hint: 'Remove the launch and launch again.',
    subject: containerId,
  });
}

/**
 * The number of the user that the image runs as. A name is looked up in the container.
 * Fails with `invalid-input` when the image has no such user.
 */
export async function userIdOf(
  engine: ContainerEngine,
  containerId: string,
  imageUser: string,
  options: CallOptions,
): Promise<number> {
  const name = imageUser.split(':')[0] ?? '';
  if (name === '') return 0;
  if (/^\d+$/.test(name)) return Number(name);
  const accounts = await readSmallFile(engine, containerId, '/etc/passwd', options);
  const account = accounts.split('\n').find((line) => line.startsWith(`${name}:`));
  const uid = Number(account?.split(':')[2]);
  if (Number.isInteger(uid)) return uid;
  throw new AppError({
    code: 'invalid-input',
    message: `The image runs as the user "${name}", who does not exist in it.`,
    subject: name,
  });
}

const MAX_FILE_BYTES = 256 * 1024;

async function readSmallFile(
  engine: ContainerEngine,
  containerId: string,
  path: string,
  options: CallOptions,
): Promise<string> {
  const limit = path === TOKEN_FILE ? MAX_TOKEN_BYTES : MAX_FILE_BYTES;
  const unpacked = extract();
  let content: Uint8Array = new Uint8Array();
  unpacked.on('entry', (_header, stream, next) => {
    stream.on('data', (chunk) => {
      const isTaken = chunk instanceof Uint8Array && content.length + chunk.length <= limit;
      if (isTaken) content = Buffer.concat([content, chunk]);
    });
    stream.on('end', () => next(null));
  });
  const finished = once(unpacked, 'finish');
  for await (const chunk of engine.getArchive(containerId, path, options)) unpacked.write(chunk);
  unpacked.end(new Uint8Array());
  await finished;
  return new TextDecoder().decode(content);
}
