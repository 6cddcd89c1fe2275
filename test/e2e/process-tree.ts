import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process as `/proc` shows it. */
export interface SystemProcess {
  readonly pid: number;
  readonly parentPid: number;
  readonly uid: number;
  /** The command line; Chromium's children write theirs as one text. */
  readonly commandLine: string;
  /** 0 none, 1 strict, 2 a filter. */
  readonly seccompMode: number;
  readonly hasNoNewPrivileges: boolean;
  /** Names the user namespace; undefined where it may not be read. */
  readonly userNamespace: string | undefined;
}

/** A process and everything that came from it, the process itself first. */
export function processTree(pid: number): readonly SystemProcess[] {
  const all = readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .flatMap((candidate) => readProcess(candidate) ?? []);
  const found = all.filter((entry) => entry.pid === pid);
  for (const parent of found) {
    found.push(...all.filter((entry) => entry.parentPid === parent.pid));
  }
  return found;
}

function readProcess(pid: number): SystemProcess | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number =>
      Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN);
    return {
      pid,
      parentPid: field('PPid'),
      uid: field('Uid'),
      commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
      seccompMode: field('Seccomp'),
      hasNoNewPrivileges: field('NoNewPrivs') === 1,
      userNamespace: readLink(`/proc/${pid}/ns/user`),
    };
  } catch {
    // It ended while it was being looked at.
    return undefined;
  }
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
