import { AppError } from '../../../shared/ipc/app-error.ts';
import { findTool, type HostPackages } from './host-packages.ts';
import type { ImageContents } from './image-contents.ts';

/** A program to run that writes a tar to its standard output. */
export interface BuildCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** True: everything it starts ends with it at once, mounts included. */
  readonly isContained: boolean;
  /** How often it asks apt what to install. */
  readonly aptPlanCount: 1 | 2;
}

/** In a process and mount namespace of its own nothing outlives the first process, and no mount leaks. */
const CONTAINED = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Finds what this machine can build with. Fails with `tool-missing`, naming the cure. */
export async function chooseBuildCommand(
  contents: ImageContents,
  host: HostPackages,
  folder: string,
): Promise<BuildCommand> {
  const isRoot = process.getuid?.() === 0;
  if ((await findTool('mmdebstrap')) !== undefined) {
    return { ...wrap(mmdebstrapArgs(contents, host, isRoot), isRoot), aptPlanCount: 2 };
  }
  if (isRoot && (await findTool('debootstrap')) !== undefined) {
    return { ...wrap(debootstrapArgs(contents, host, folder), true), aptPlanCount: 1 };
  }
  throw new AppError({
    code: 'tool-missing',
    message: 'The tool that makes the image, mmdebstrap, is not installed on this machine.',
    hint: 'Install it, then launch again.',
    command: isRoot ? 'apt-get install -y mmdebstrap' : 'sudo apt-get install -y mmdebstrap uidmap',
  });
}

function wrap(command: readonly string[], isRoot: boolean): Omit<BuildCommand, 'aptPlanCount'> {
  // The signal comes when Berth dies without a chance to end it. `unshare` heeds only KILL; as an
  // ordinary user mmdebstrap makes its own namespaces, and removes its files on TERM.
  const tied = ['setpriv', '--pdeathsig', isRoot ? 'KILL' : 'TERM'];
  const [file = '', ...args] = [...tied, ...(isRoot ? CONTAINED : []), ...command];
  return { file, args, isContained: isRoot };
}

function mmdebstrapArgs(
  contents: ImageContents,
  host: HostPackages,
  isRoot: boolean,
): readonly string[] {
  return [
    'mmdebstrap',
    `--mode=${isRoot ? 'root' : 'auto'}`,
    '--verbose',
    '--variant=essential',
    '--format=tar',
    `--architectures=${host.architecture}`,
    `--include=${contents.packages.join(',')}`,
    ...aptOptions(host).map((option) => `--aptopt=${option}`),
    ...dpkgOptions(contents).map((option) => `--dpkgopt=${option}`),
    `--customize-hook=${contents.finish}`,
    host.suite,
    '-',
    ...host.sources,
  ];
}

/** mmdebstrap's steps by hand: debootstrap itself knows one source and no alternatives. */
function debootstrapArgs(
  contents: ImageContents,
  host: HostPackages,
  folder: string,
): readonly string[] {
  // Our folder for temporary files does not exist inside the new root.
  const script = `set -e
unset TMPDIR
root="$1"
debootstrap --variant=minbase --arch="$2" "$3" "$root" "$4" >&2
printf '%s\\n' "$5" > "$root/etc/apt/sources.list"
printf '%s\\n' "$6" > "$root/etc/apt/apt.conf.d/99berth"
printf '%s\\n' "$7" > "$root/etc/dpkg/dpkg.cfg.d/99berth"
[ -e /etc/resolv.conf ] && cp -L /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
chroot "$root" apt-get update >&2
DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y $8 >&2
umount "$root/proc"
${contents.finish.replaceAll('$1', '$root')}
rm -rf "$root/var/cache/apt/"* "$root/var/lib/apt/lists/"* "$root/etc/resolv.conf"
tar --numeric-owner --one-file-system -C "$root" -c .
`;
  return [
    'sh',
    '-c',
    script,
    'sh',
    `${folder}/root`,
    host.architecture,
    host.suite,
    host.mirror,
    host.sources.join('\n'),
    aptOptions(host).join('\n'),
    dpkgOptions(contents).join('\n'),
    contents.packages.join(' '),
  ];
}

function aptOptions(host: HostPackages): readonly string[] {
  return ['APT::Install-Recommends "false";', ...host.aptOptions];
}

function dpkgOptions(contents: ImageContents): readonly string[] {
  return [
    // What a power cut leaves of a half-made image is thrown away anyway.
    'force-unsafe-io',
    ...contents.excludedPaths.map((path) => `path-exclude=${path}`),
    ...contents.includedPaths.map((path) => `path-include=${path}`),
  ];
}
