const MASK = '•••';

/** Hides a token wherever it stands, and whatever else a server wrote as one. */
export function maskToken(text: string, token?: string): string {
  const known = token === undefined || token === '' ? text : text.replaceAll(token, MASK);
  return known.replaceAll(/(\btoken[=:]\s*)[A-Za-z0-9_-]{8,}/gi, `$1${MASK}`);
}
