/** What no name may bring into a shell: control characters, line ends, and marks that turn the order of letters. */
const FORBIDDEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Letters and signs that mean themselves in every shell. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A path as one word for a shell: nothing in it is run or replaced. Undefined where its name has characters that a
 * terminal would act on.
 */
export function quotePath(path: string): string | undefined {
  if (FORBIDDEN.test(path)) return undefined;
  if (PLAIN.test(path)) return path;
  // Between single quotes all is itself; fish alone reads backslashes there, so they stand outside.
  return `'${path.replaceAll(/['\\]/g, (sign) => `'\\${sign}'`)}'`;
}
