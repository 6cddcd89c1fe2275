import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { pack } from 'tar-stream';
import type { RigEngine } from '../rig/engine.ts';
import { importImage } from '../rig/images.ts';

const BUSYBOX_PATH = '/bin/busybox';
const BASH_PATH = '/bin/bash';

/** An image with one program and no shell, as distroless ones are. It sleeps. Returns its reference. */
export async function bareImage(engine: RigEngine): Promise<string> {
  const archive = pack();
  archive.entry({ name: 'only', mode: 0o755 }, await readFile(BUSYBOX_PATH));
  archive.entry({ name: 'sleep', type: 'symlink', linkname: 'only' });
  archive.finalize();
  const command = ['CMD ["/sleep", "1000"]'];
  return await importImage(engine, Readable.from(archive), 'berth-rig/bare:1', command);
}

/** An image with the system's own bash beside busybox's shell. It sleeps. Returns its reference. */
export async function bashImage(engine: RigEngine): Promise<string> {
  const archive = pack();
  archive.entry({ name: 'bin/busybox', mode: 0o755 }, await readFile(BUSYBOX_PATH));
  for (const name of ['sh', 'ash', 'sleep', 'cat', 'kill', 'ps', 'stty', 'tty']) {
    archive.entry({ name: `bin/${name}`, type: 'symlink', linkname: 'busybox' });
  }
  // Lines such as `libc.so.6 => /lib/libc.so.6 (0x…)`, and the loader by its path alone.
  const { stdout } = await promisify(execFile)('ldd', [BASH_PATH]);
  const libraries = [...stdout.matchAll(/(?:=> |^\t)(\/\S+) \(/gm)].map(([, path = '']) => path);
  for (const path of [BASH_PATH, ...libraries]) {
    archive.entry({ name: path.slice(1), mode: 0o755 }, await readFile(path));
  }
  archive.finalize();
  const command = ['CMD ["/bin/sleep", "1000"]', 'ENV LC_ALL=C'];
  return await importImage(engine, Readable.from(archive), 'berth-rig/bash:1', command);
}
