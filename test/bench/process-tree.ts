import { readFileSync, readdirSync } from 'node:fs';

/** What `/proc/<pid>/stat` says that a tree and its costs need. */
interface ProcessStat {
  readonly pid: number;
  readonly parentPid: number;
  readonly sessionId: number;
  /** Own processor time and that of children waited for, user and system, in clock ticks. */
  readonly cpuTicks: number;
}

/** `USER_HZ`: Linux reports 100 ticks a second to user space on every architecture Electron runs on. */
const TICKS_PER_SECOND = 100;

/** Fields of `/proc/<pid>/stat` counted from the state, which follows the name in parentheses; see proc(5). */
const FIELD = { parentPid: 1, sessionId: 3, firstTime: 11, timeCount: 4 } as const;

/** Reads one line of `/proc/<pid>/stat`; the program's name may itself hold spaces and parentheses. */
export function parseStat(line: string): ProcessStat {
  const fields = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const times = fields.slice(FIELD.firstTime, FIELD.firstTime + FIELD.timeCount);
  return {
    pid: Number.parseInt(line, 10),
    parentPid: fields[FIELD.parentPid] ?? 0,
    sessionId: fields[FIELD.sessionId] ?? 0,
    cpuTicks: times.reduce((sum, ticks) => sum + ticks, 0),
  };
}

/** The process, its descendants, and whoever shares its session: a helper that outlived its parent belongs to it too. */
export function membersOf(rootPid: number, stats: readonly ProcessStat[]): readonly ProcessStat[] {
  const members = new Map(
    stats
      .filter(({ pid, sessionId }) => pid === rootPid || sessionId === rootPid)
      .map((stat) => [stat.pid, stat]),
  );
  for (let before = -1; before < members.size;) {
    before = members.size;
    for (const stat of stats) if (members.has(stat.parentPid)) members.set(stat.pid, stat);
  }
  return [...members.values()];
}

/**
 * Processor time that the whole tree has used since it started, user and system, in milliseconds.
 * A child that has ended is counted by the parent that waited for it.
 */
export function treeCpuMs(rootPid: number): number {
  const ticks = membersOf(rootPid, readStats()).reduce((sum, { cpuTicks }) => sum + cpuTicks, 0);
  return (ticks * 1000) / TICKS_PER_SECOND;
}

/** Memory of the whole tree in bytes, a page shared by n processes counted 1/n in each (PSS). */
export function treePssBytes(rootPid: number): number {
  return membersOf(rootPid, readStats()).reduce((sum, { pid }) => {
    const rollup = readOrEmpty(`/proc/${pid}/smaps_rollup`);
    return sum + Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
  }, 0);
}

function readStats(): readonly ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readOrEmpty(`/proc/${pid}/stat`))
    .filter((line) => line !== '')
    .map(parseStat);
}

/** A process may end between the listing and the look. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
