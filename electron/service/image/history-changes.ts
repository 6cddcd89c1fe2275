import type { Instruction } from '../../../shared/value/read-instruction.ts';

/** Settings of which a later instruction replaces the earlier one. */
const REPLACED: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'USER', 'WORKDIR', 'SHELL']);

/**
 * What each step changed of what an earlier one had set, for example `CUDA_VERSION was 12.4`. Empty for a step
 * that sets something for the first time.
 * @param steps the oldest first
 */
export function historyChanges(steps: readonly Instruction[]): readonly (readonly string[])[] {
  const settings = new Map<string, string>();
  return steps.map(({ keyword, words }) => {
    const own =
      keyword === 'ENV'
        ? variables(words)
        : REPLACED.has(keyword)
          ? [[keyword, words] as const]
          : [];
    return own.flatMap(([name, value]) => {
      const before = settings.get(name);
      settings.set(name, value);
      return before === undefined || before === value ? [] : [`${name} was ${before}`];
    });
  });
}

/** `A=1 B="two words"`, and the old spelling `A one value`. */
function variables(words: string): readonly (readonly [string, string])[] {
  if (!/^[A-Za-z_]\w*=/.test(words)) {
    const [name = '', ...value] = words.split(' ');
    return [[name, value.join(' ')]];
  }
  const found = words.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|.*?)(?=\s+[A-Za-z_]\w*=|$)/gs);
  return [...found].map(([, name = '', value = '']) => [name, value] as const);
}
