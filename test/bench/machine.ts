import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { promisify } from 'node:util';

/** What the figures were taken on; enough to judge them by, nothing that names the machine. */
export interface Machine {
  readonly system: string;
  readonly kernel: string;
  readonly arch: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  /** How Electron ran; as root it has no sandbox, and both sides of each figure run the same way. */
  readonly user: string;
}

/** What ran. */
export interface Versions {
  readonly berth: string;
  /** The commit of the checkout, with `-dirty` where files differ from it; absent outside of a repository. */
  readonly commit?: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly engine: string;
}

/** Describes the machine. */
export async function describeMachine(): Promise<Machine> {
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const system = /^PRETTY_NAME="?(.*?)"?$/m.exec(osRelease)?.[1] ?? process.platform;
  const processors = cpus();
  const isRoot = process.getuid?.() === 0;
  return {
    system,
    kernel: release(),
    arch: process.arch,
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    user: isRoot ? 'root, Electron with --no-sandbox' : 'ordinary user, sandboxed',
  };
}

/** Describes what runs; this process is Electron's own Node, so it knows. */
export async function describeVersions(
  checkoutDirectory: string,
  engineVersion: string,
): Promise<Versions> {
  const manifest = await readFile(`${checkoutDirectory}/package.json`, 'utf8');
  const commit = await promisify(execFile)('git', ['describe', '--always', '--dirty'], {
    cwd: checkoutDirectory,
  }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
  return {
    berth: String((JSON.parse(manifest) as { readonly version?: unknown }).version),
    ...(commit === undefined ? {} : { commit }),
    electron: process.versions['electron'] ?? 'unknown',
    chromium: process.versions['chrome'] ?? 'unknown',
    node: process.versions.node,
    engine: engineVersion,
  };
}

/** A file name's part for this machine, for example `debian-gnu-linux-12-bookworm-x64-2-cores`. */
export function machineSlug({ system, arch, cores }: Machine): string {
  return `${system} ${arch} ${cores} cores`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
