import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findEngines } from './engine-binaries.ts';
import { startEngine } from './engine.ts';
import { recordAnswers } from './record-answers.ts';

const versions = await findEngines();

const eventSchema = z.object({ Type: z.string(), Action: z.string() });

/** What tells of the machine's kernel and file system rather than of the engine. */
const OF_THE_MACHINE = new Set(['GraphDriver', 'DriverStatus', 'Warnings', 'SecurityOptions']);

/** Where two values differ in their keys or kinds; null may stand for anything, and a list for its first item. */
function differences(recorded: unknown, now: unknown, path: string): string[] {
  if (recorded === null || now === null) return [];
  if (Array.isArray(recorded) && Array.isArray(now)) {
    if (recorded.length === 0 || now.length === 0) return [];
    return differences(recorded[0], now[0], `${path}[0]`);
  }
  if (typeof recorded !== typeof now || Array.isArray(recorded) !== Array.isArray(now)) {
    return [`${path}: ${typeof recorded} became ${typeof now}`];
  }
  if (typeof recorded !== 'object' || typeof now !== 'object') return [];
  const before = new Map<string, unknown>(Object.entries(recorded));
  const after = new Map<string, unknown>(Object.entries(now));
  const found: string[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (OF_THE_MACHINE.has(key)) continue;
    const place = `${path}.${key}`;
    if (!after.has(key)) found.push(`${place} is gone`);
    else if (!before.has(key)) found.push(`${place} is new`);
    else found.push(...differences(before.get(key), after.get(key), place));
  }
  return found;
}

function parse(name: string, text: string): unknown {
  if (!name.endsWith('.ndjson')) return JSON.parse(text);
  const events = text.trimEnd().split('\n');
  return events.map((line): unknown => JSON.parse(line));
}

/** What happened and to what, in the events' own words; their order is not the same every time. */
function eventNames(text: string): string[] {
  const events = z.array(eventSchema).parse(parse('events.ndjson', text));
  return [...new Set(events.map(({ Type, Action }) => `${Type} ${Action}`))].toSorted();
}

describe.each(versions)('recorded answers of $version', ({ version, found }) => {
  it('have the shape of what the engine says today', async (context) => {
    if (found.kind === 'unavailable') context.skip(found.because);
    await using engine = await startEngine({ version });
    const answers = await recordAnswers(engine);
    const folder = new URL(`../fixture/engine-${version}/`, import.meta.url);
    if (process.env['BERTH_RECORD'] === '1') {
      await mkdir(folder, { recursive: true });
      for (const [name, text] of answers) await writeFile(new URL(name, folder), text);
    }
    expect(answers.size).toBeGreaterThan(15);
    for (const [name, text] of answers) {
      const recorded = await readFile(new URL(name, folder), 'utf8');
      expect(differences(parse(name, recorded), parse(name, text), name)).toEqual([]);
      if (name === 'events.ndjson') expect(eventNames(text)).toEqual(eventNames(recorded));
    }
  }, 60_000);
});
