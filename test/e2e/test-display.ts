import { z } from 'zod';

const displaysSchema = z.array(z.record(z.string(), z.string())).min(1);

/** The variables that lead a window to each display that tests may use at once; one, and no variables, where the machine's own is used. */
export function testDisplays(): readonly Readonly<Record<string, string>>[] {
  const text = process.env['BERTH_TEST_DISPLAYS'];
  return text === undefined ? [{}] : displaysSchema.parse(JSON.parse(text));
}

/** The variables of the display that belongs to this worker alone. */
export function ownDisplay(): Readonly<Record<string, string>> {
  const displays = testDisplays();
  const index = Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);
  return displays[index % displays.length] ?? {};
}
