import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { z } from 'zod';
import { starterContents } from '../../electron/engine/local/image-contents.ts';
import { packageRecipe } from '../../electron/engine/local/package-recipe.ts';
import type { RigEngine } from './engine.ts';
import { engineJson, engineRequest } from './engine-request.ts';

/** The image `busyboxImage` makes. */
export const BUSYBOX_REFERENCE = 'berth-rig/busybox:1';

/** The image `jupyterImage` makes. */
export const JUPYTER_REFERENCE = 'berth-rig/jupyter:1';

/** The port the Jupyter image exposes. */
export const JUPYTER_PORT = 8888;

/** Measured at two minutes on two busy cores; the rest is for a slow mirror. */
const BUILD_TIMEOUT_MS = 15 * 60_000;

/** The label that every container of `manyContainers` carries. */
export const MANY_LABEL = 'berth-rig.many';

/** Enough to keep the engine busy, few enough that it does not slow itself down. */
const PARALLEL_CREATES = 8;

const BUSYBOX_PATH = '/bin/busybox';

/** The programs tests run; busybox finds out by the name it is called. */
const APPLETS = (
  'cat chmod date dd echo env false find grep head httpd id kill ls mkdir mv nc printf ps rm rmdir seq sh sleep ' +
  'stat stty tail tee test top touch tr true tty uname vi wc wget which whoami yes'
).split(' ');

const createdSchema = z.object({ Id: z.string() });

/**
 * Makes a small image with a shell, from nothing but the system's static busybox. `/www` holds an `index.html` for
 * `httpd -f -h /www`. Returns its reference.
 */
export async function busyboxImage(engine: RigEngine): Promise<string> {
  const archive = pack();
  for (const directory of ['bin', 'etc', 'home', 'root', 'tmp', 'www']) {
    archive.entry({
      name: `${directory}/`,
      type: 'directory',
      mode: directory === 'tmp' ? 0o1777 : 0o755,
    });
  }
  archive.entry({ name: 'bin/busybox', mode: 0o755 }, await readFile(BUSYBOX_PATH));
  for (const applet of APPLETS) {
    archive.entry({ name: `bin/${applet}`, type: 'symlink', linkname: 'busybox' });
  }
  archive.entry(
    { name: 'etc/passwd' },
    'root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000::/home:/bin/sh\n',
  );
  archive.entry({ name: 'etc/group' }, 'root:x:0:\nuser:x:1000:\n');
  archive.entry({ name: 'www/index.html' }, 'hello from busybox\n');
  archive.finalize();
  return importImage(engine, Readable.from(archive), BUSYBOX_REFERENCE, [
    'CMD ["sh"]',
    'EXPOSE 80',
  ]);
}

/**
 * Loads the app's own starter image (notebook, numpy, matplotlib, tini, of the distribution's packages) under a name of
 * the rig's; its archive is made once per machine, and the app uses the same one. `JUPYTER_TOKEN` sets the token, as in
 * Jupyter itself. Returns its reference.
 */
export async function jupyterImage(engine: RigEngine): Promise<string> {
  const recipe = packageRecipe(starterContents);
  const signal = AbortSignal.timeout(BUILD_TIMEOUT_MS);
  const { changes } = await recipe.describe();
  const archive = recipe.fileSystem({ signal, onProgress: () => undefined });
  return importImage(engine, Readable.from(archive), JUPYTER_REFERENCE, changes);
}

/** Loads a root file system archive (plain or gzip) as an image of one layer, and returns the image's reference. */
export async function importImage(
  engine: RigEngine,
  archive: Readable,
  reference: string,
  changes: readonly string[],
): Promise<string> {
  const colon = reference.lastIndexOf(':');
  const query = new URLSearchParams({
    fromSrc: '-',
    repo: reference.slice(0, colon),
    tag: reference.slice(colon + 1),
  });
  for (const change of changes) query.append('changes', change);
  const answer = await engineRequest(engine.socketPath, `/images/create?${query.toString()}`, {
    method: 'POST',
    body: archive,
    contentType: 'application/x-tar',
  });
  // A failure after the first byte comes as a line of an otherwise successful answer.
  if (answer.status !== 200 || answer.text.includes('"error"')) {
    throw new Error(`import of ${reference}: ${answer.status} ${answer.text.trim()}`);
  }
  return reference;
}

/**
 * Creates containers without starting them, for lists of a known length: `many-0001` and so on, spread over three
 * projects by label. Returns their ids in the order of their names.
 */
export async function manyContainers(engine: RigEngine, count: number): Promise<string[]> {
  const image = await busyboxImage(engine);
  const ids: string[] = [];
  let next = 0;
  const createSome = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      const name = `many-${String(index + 1).padStart(4, '0')}`;
      const body = JSON.stringify({
        Image: image,
        Cmd: ['sleep', '3600'],
        Labels: {
          [MANY_LABEL]: String(index + 1),
          'com.docker.compose.project': `project-${index % 3}`,
        },
      });
      const path = `/containers/create?name=${name}`;
      ids[index] = createdSchema.parse(
        await engineJson(engine.socketPath, path, { method: 'POST', body }),
      ).Id;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_CREATES }, createSome));
  return ids;
}
