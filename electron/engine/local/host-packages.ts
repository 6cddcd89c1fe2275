import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';

const runFile = promisify(execFile);

/** apt answers these from its own files in milliseconds; a minute means that it hangs on a lock. */
const QUERY_TIMEOUT_MS = 60_000;

/** Where an ordinary user's PATH does not look, though the tools work for everyone. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin'];

/** Where this machine gets its own distribution's packages from. */
export interface HostPackages {
  /** The distribution's code name, for example `bookworm`. */
  readonly suite: string;
  /** dpkg's name of the processor, for example `amd64`. */
  readonly architecture: string;
  /** Lines of a sources.list, the suite itself first. */
  readonly sources: readonly string[];
  /** Base URL of the suite itself. */
  readonly mirror: string;
  /** Lines of apt.conf that this machine needs for reaching its mirror, for example a proxy. */
  readonly aptOptions: readonly string[];
}

/** PATH with the system's own folders. */
export function toolPath(): string {
  return [process.env['PATH'] ?? '', ...SYSTEM_FOLDERS].filter(Boolean).join(delimiter);
}

/** Absolute path of a program, if this machine has it. */
export async function findTool(name: string): Promise<string | undefined> {
  for (const folder of toolPath().split(delimiter)) {
    const path = join(folder, name);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}

/** What decides which packages this machine would get. */
export interface HostSystem {
  /** For example `debian`. */
  readonly distribution: string;
  /** For example `bookworm`. */
  readonly suite: string;
  /** Node's name of the processor. */
  readonly architecture: string;
}

/** Reads it from one small file. Fails with `tool-missing` where no release has a code name. */
export async function readHostSystem(): Promise<HostSystem> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const system = readAssignments(release);
  const distribution = system.get('ID');
  const suite = system.get('VERSION_CODENAME');
  if (distribution === undefined || suite === undefined) throw new AppError(NO_PACKAGES);
  return { distribution, suite, architecture: process.arch };
}

const NO_PACKAGES: Failure = {
  code: 'tool-missing',
  message: 'The image can only be made on Debian, Ubuntu and their relatives.',
  hint: 'Connect this machine to the network, so that the image can be pulled.',
};

/** Reads suite and mirror from this machine's apt. Fails with `tool-missing` where there is none. */
export async function readHostPackages(signal: AbortSignal): Promise<HostPackages> {
  const aptGet = await findTool('apt-get');
  if (process.platform !== 'linux' || aptGet === undefined) {
    throw new AppError(NO_PACKAGES);
  }
  const ask = async (tool: string, ...args: readonly string[]): Promise<string> => {
    const { stdout } = await runFile(tool, args, {
      env: { PATH: toolPath(), LC_ALL: 'C' },
      timeout: QUERY_TIMEOUT_MS,
      maxBuffer: 16 * 1024 * 1024,
      signal,
    });
    return stdout;
  };
  const format = '$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(CODENAME)|$(ORIGIN)';
  const [release, targets, config, architecture] = await Promise.all([
    readFile('/etc/os-release', 'utf8'),
    ask('apt-get', 'indextargets', '--format', format, 'Created-By: Packages'),
    ask('apt-config', 'dump'),
    ask('dpkg', '--print-architecture'),
  ]);
  return toHostPackages({ release, targets, config, architecture: architecture.trim() });
}

/** What apt and the system said, as text. */
export interface AptAnswers {
  readonly release: string;
  readonly targets: string;
  readonly config: string;
  readonly architecture: string;
}

/** Picks the distribution's own sources out of everything that apt is set up for. */
export function toHostPackages(answers: AptAnswers): HostPackages {
  const system = readAssignments(answers.release);
  const ids = [system.get('ID'), ...(system.get('ID_LIKE') ?? '').split(' ')].filter(
    (id): id is string => id !== undefined && id !== '',
  );
  // A derivative's own archive holds only what differs from its parent's: the parent comes first.
  const suites = ['UBUNTU_CODENAME', 'DEBIAN_CODENAME', 'VERSION_CODENAME'].flatMap(
    (key) => system.get(key) ?? [],
  );
  const targets = answers.targets.split('\n').flatMap((line) => toTarget(line));
  for (const suite of suites) {
    const own = targets.filter((target) => isOwn(target, suite, ids));
    const base = own.find((target) => target.codename === suite || target.release === suite);
    if (base !== undefined) {
      return {
        suite,
        architecture: answers.architecture,
        sources: toSourceLines(own, base),
        mirror: base.uri,
        aptOptions: answers.config
          .split('\n')
          .filter((line) => /^Acquire::(?:https?(?:::|\s)|Check-Valid-Until|Retries)/i.test(line)),
      };
    }
  }
  throw new AppError({
    code: 'tool-missing',
    message: "This machine's apt names no source for its own distribution.",
    hint: 'Add the distribution to /etc/apt/sources.list.d and run apt-get update.',
    command: 'apt-get update',
  });
}

interface Target {
  readonly uri: string;
  readonly release: string;
  readonly component: string;
  readonly codename: string;
  readonly origin: string;
}

function toTarget(line: string): readonly Target[] {
  const [uri = '', release = '', component = '', codename = '', origin = ''] = line.split('|');
  return uri === '' || component === '' ? [] : [{ uri, release, component, codename, origin }];
}

/** True for the distribution's own archive: a vendor's extra repository can share the code name. */
function isOwn(target: Target, suite: string, ids: readonly string[]): boolean {
  const names = [target.codename, target.release];
  if (!names.some((name) => name === suite || name.startsWith(`${suite}-`))) return false;
  // apt leaves a placeholder where it never fetched the lists; then only the path tells.
  const isUnknown = target.origin === '' || target.origin.startsWith('$(');
  return ids.some((id) =>
    isUnknown
      ? new RegExp(`/${id}(?:-[a-z]+)?/?$`, 'i').test(target.uri)
      : target.origin.toLowerCase() === id,
  );
}

function toSourceLines(own: readonly Target[], base: Target): readonly string[] {
  const components = new Map<string, Set<string>>();
  for (const target of [base, ...own]) {
    const key = `${target.uri} ${target.release}`;
    components.set(key, (components.get(key) ?? new Set()).add(target.component));
  }
  return [...components].map(([key, names]) => `deb ${key} ${[...names].join(' ')}`);
}

function readAssignments(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, key, value] = /^([A-Z_]+)=["']?(.*?)["']?$/.exec(line) ?? [];
      return key !== undefined && value !== undefined ? [[key, value] as const] : [];
    }),
  );
}
