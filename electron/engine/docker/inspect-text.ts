import { maskedVariable } from '../../../shared/value/masked-variable.ts';

/** The engine's whole answer as indented JSON; values of secret-looking variables are masked. */
export function inspectTextOf(reply: unknown, env: readonly string[]): string {
  const masked = new Map(env.map((entry) => [entry, maskedVariable(entry)]));
  return JSON.stringify(
    reply,
    (_key, value: unknown) => (typeof value === 'string' ? (masked.get(value) ?? value) : value),
    2,
  );
}
