/** As many digits as the Docker CLI shows. */
const SHORT_ID_DIGITS = 12;

/** The first 12 digits of an id, without its algorithm. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, SHORT_ID_DIGITS);
}
