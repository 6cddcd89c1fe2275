import { createHash } from 'node:crypto';
import type { HostSystem } from './host-packages.ts';

/** What goes into an image: everything that its hash covers. */
export interface ImageContents {
  /** Repository name of the image. */
  readonly name: string;
  readonly packages: readonly string[];
  /** dpkg's path patterns that are not unpacked. */
  readonly excludedPaths: readonly string[];
  /** Exceptions from these. */
  readonly includedPaths: readonly string[];
  /** Run with sh when the packages are in; `$1` is the file system's root. */
  readonly finish: string;
  readonly changes: readonly string[];
}

const USER = 'berth';
const HOME = `/home/${USER}`;
const WORK_FOLDER = `${HOME}/work`;

/** The packages that name what the card promises; their dependencies follow. */
const packages = [
  'jupyter-notebook',
  'python3-ipykernel',
  'python3-matplotlib',
  'python3-numpy',
  'tini',
  // Alternatives that fontTools may use instead of SciPy and a C++ compiler (600 MB).
  'python3-munkres',
  'python3-ufolib2',
];

// The classic notebook opens documents as new tabs; inside Berth's window they take the page's place.
// Test suites are a fifth of the Python packages. dpkg cannot leave them out: the packages compile
// them while they are configured.
const finish = `set -e
find "$1/usr/lib/python3/dist-packages" -type d -name tests -prune -exec rm -rf {} +
rm -rf "$1/var/cache/debconf/templates.dat-old" "$1/var/log/apt" "$1/var/log/dpkg.log"
echo '${USER}:x:1000:1000::${HOME}:/bin/bash' >> "$1/etc/passwd"
echo '${USER}:x:1000:' >> "$1/etc/group"
mkdir -p "$1${WORK_FOLDER}" "$1${HOME}/.jupyter/custom"
echo "define(['base/js/namespace'], (notebook) => { notebook._target = '_self'; });" > "$1${HOME}/.jupyter/custom/custom.js"
chown -R 1000:1000 "$1${HOME}"
`;

/** Jupyter's classic notebook with NumPy and Matplotlib, run by an ordinary user. */
export const starterContents: ImageContents = {
  name: 'berth/starter-notebook',
  packages,
  excludedPaths: [
    '/usr/share/doc/*',
    '/usr/share/info/*',
    '/usr/share/locale/*',
    '/usr/share/man/*',
    '/usr/share/javascript/mathjax/unpacked/*',
  ],
  includedPaths: ['/usr/share/doc/*/copyright'],
  finish,
  changes: [
    'ENTRYPOINT ["/usr/bin/tini", "-g", "--"]',
    // The host check stays on although it listens on all of the container's addresses: what is
    // published on 127.0.0.1 is asked for by that name, so a rebound host name is refused.
    'CMD ["jupyter-notebook", "--ip=0.0.0.0", "--port=8888", "--no-browser",' +
      ` "--NotebookApp.allow_remote_access=False", "--notebook-dir=${WORK_FOLDER}"]`,
    'EXPOSE 8888/tcp',
    'USER 1000:1000',
    `WORKDIR ${WORK_FOLDER}`,
    `ENV HOME=${HOME}`,
    'ENV LANG=C.UTF-8',
    // Debian's Python keeps parts of its library frozen; the kernel's debugger says so at every start.
    'ENV PYDEVD_DISABLE_FILE_VALIDATION=1',
    'ENV PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games:/usr/sbin:/sbin',
  ],
};

/** Differs whenever an image of these contents on this distribution would differ in kind. */
export function hashContents(contents: ImageContents, system: HostSystem): string {
  return createHash('sha256').update(JSON.stringify({ contents, system })).digest('hex');
}
