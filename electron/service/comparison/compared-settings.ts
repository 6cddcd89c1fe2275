import * as z from 'zod';
import type { ComparedValue } from '../../../shared/contract/comparison.ts';

/** The part of an engine's answer that is the same for an image and for a container. */
const InspectedSchema = z.looseObject({
  Config: z
    .looseObject({
      Cmd: z.array(z.string()).nullish(),
      Entrypoint: z.array(z.string()).nullish(),
      Env: z.array(z.string()).nullish(),
      User: z.string().nullish(),
      WorkingDir: z.string().nullish(),
      ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
      Volumes: z.record(z.string(), z.unknown()).nullish(),
      Labels: z.record(z.string(), z.string()).nullish(),
      StopSignal: z.string().nullish(),
      Shell: z.array(z.string()).nullish(),
      Healthcheck: z.looseObject({ Test: z.array(z.string()).nullish() }).nullish(),
    })
    .nullish(),
});

/** What an image or a container is set to, by names that a Dockerfile has. */
export interface Settings {
  readonly settings: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
}

/** Reads settings out of an engine's whole answer, in which secrets are masked already. */
export function readSettings(inspectText: string): Settings {
  const config = InspectedSchema.parse(JSON.parse(inspectText)).Config ?? {};
  const named: readonly (readonly [string, string | undefined])[] = [
    ['Entrypoint', listWords(config.Entrypoint)],
    ['Command', listWords(config.Cmd)],
    ['User', config.User ?? ''],
    ['Working folder', config.WorkingDir ?? ''],
    ['Ports', keyWords(config.ExposedPorts)],
    ['Volumes', keyWords(config.Volumes)],
    ['Stop signal', config.StopSignal ?? ''],
    ['Shell', listWords(config.Shell)],
    ['Health check', listWords(config.Healthcheck?.Test)],
  ];
  return {
    settings: new Map(named.flatMap(([name, value]) => (value ? [[name, value]] : []))),
    env: new Map((config.Env ?? []).map(toPair)),
    labels: new Map(Object.entries(config.Labels ?? {})),
  };
}

/** What stands for a secret value. */
const MASK = '••••';

/** Both sides of each name, in the order of the names; those that differ come first. */
export function compareValues(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ComparedValue[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const rows = names.map((name): ComparedValue => {
    const [one, other] = [before.get(name), after.get(name)];
    return {
      name,
      ...(one !== undefined && { before: one }),
      ...(other !== undefined && { after: other }),
      isMasked: one === MASK && other === MASK,
    };
  });
  const isSame = (row: ComparedValue): number => Number(row.before === row.after);
  return rows.toSorted((a, b) => isSame(a) - isSame(b));
}

function toPair(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
}

/** Words with spaces are quoted, so that one word is seen to be one. */
function listWords(words: readonly string[] | null | undefined): string {
  return (words ?? [])
    .map((word) => (/^[^\s"']+$/.test(word) ? word : JSON.stringify(word)))
    .join(' ');
}

function keyWords(values: Readonly<Record<string, unknown>> | null | undefined): string {
  return Object.keys(values ?? {})
    .toSorted()
    .join(', ');
}
