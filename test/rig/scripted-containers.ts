import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { EngineVersion } from './engine-binaries.ts';

const rowSchema = z.looseObject({
  Id: z.string(),
  Names: z.array(z.string()),
  State: z.string(),
  Status: z.string(),
  Labels: z.record(z.string(), z.string()),
});
const inspectSchema = z.looseObject({ Id: z.string(), Name: z.string() });

/** One line of the scripted list, with every key that the real engine has there. */
export type ScriptedRow = z.infer<typeof rowSchema>;

/** The filters of `GET /containers/json` that the scripted list knows. */
export interface RowFilter {
  readonly isAll: boolean;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly labels: readonly string[];
}

/** Reads a recorded answer of an engine version. */
export async function readFixture(version: EngineVersion, name: string): Promise<unknown> {
  const url = new URL(`../fixture/engine-${version}/${name}`, import.meta.url);
  return JSON.parse(await readFile(url, 'utf8'));
}

/** The containers of a scripted engine, each a copy of a recorded one under a name and id of its own. */
export class ScriptedContainers {
  readonly #rows = new Map<string, ScriptedRow>();
  readonly #running: ScriptedRow;
  readonly #exited: ScriptedRow;
  readonly #inspectRunning: z.infer<typeof inspectSchema>;
  readonly #inspectExited: z.infer<typeof inspectSchema>;
  #made = 0;

  private constructor(
    rows: readonly ScriptedRow[],
    inspectRunning: z.infer<typeof inspectSchema>,
    inspectExited: z.infer<typeof inspectSchema>,
  ) {
    const inState = (state: string): ScriptedRow => {
      const row = rows.find((candidate) => candidate.State === state);
      if (row === undefined) throw new Error(`no recorded container is ${state}`);
      return row;
    };
    this.#running = inState('running');
    this.#exited = inState('exited');
    this.#inspectRunning = inspectRunning;
    this.#inspectExited = inspectExited;
  }

  /** Reads the patterns for one engine version. */
  static async of(version: EngineVersion): Promise<ScriptedContainers> {
    return new ScriptedContainers(
      z.array(rowSchema).parse(await readFixture(version, 'containers.json')),
      inspectSchema.parse(await readFixture(version, 'container-running.json')),
      inspectSchema.parse(await readFixture(version, 'container-exited.json')),
    );
  }

  get count(): number {
    return this.#rows.size;
  }

  /** Adds one container, named `scripted-00001` and so on, and returns its row. */
  add(state: 'running' | 'exited'): ScriptedRow {
    this.#made += 1;
    const name = `scripted-${String(this.#made).padStart(5, '0')}`;
    const id = createHash('sha256').update(name).digest('hex');
    const row = { ...this.#patternOf(state), Id: id, Names: [`/${name}`] };
    this.#rows.set(id, row);
    return row;
  }

  /** The row of a container by its id or name. */
  find(reference: string): ScriptedRow | undefined {
    const byId = this.#rows.get(reference);
    return byId ?? [...this.#rows.values()].find((row) => row.Names.includes(`/${reference}`));
  }

  /** Gives a container another state. */
  change(row: ScriptedRow, state: 'running' | 'exited'): void {
    const pattern = this.#patternOf(state);
    this.#rows.set(row.Id, { ...row, State: pattern.State, Status: pattern.Status });
  }

  /** Removes a container. */
  remove(row: ScriptedRow): void {
    this.#rows.delete(row.Id);
  }

  /** The list as the engine would give it, newest first. */
  list(filter: RowFilter): ScriptedRow[] {
    const isMet = (row: ScriptedRow): boolean =>
      (filter.isAll || row.State === 'running') &&
      isNamed(filter.ids, (id) => row.Id.startsWith(id)) &&
      isNamed(filter.names, (name) => row.Names.some((own) => own.includes(name))) &&
      filter.labels.every((label) => hasLabel(row, label));
    return [...this.#rows.values()].filter(isMet).toReversed();
  }

  /** What `GET /containers/ID/json` says of a container. */
  inspect(row: ScriptedRow): unknown {
    const pattern = row.State === 'running' ? this.#inspectRunning : this.#inspectExited;
    return { ...pattern, Id: row.Id, Name: row.Names[0] };
  }

  #patternOf(state: 'running' | 'exited'): ScriptedRow {
    return state === 'running' ? this.#running : this.#exited;
  }
}

function isNamed(wanted: readonly string[], test: (value: string) => boolean): boolean {
  return wanted.length === 0 || wanted.some((value) => test(value));
}

function hasLabel(row: ScriptedRow, label: string): boolean {
  const [key = '', ...rest] = label.split('=');
  return row.Labels[key] !== undefined && (rest.length === 0 || row.Labels[key] === rest.join('='));
}
