/** Words in the name of a variable whose value does not belong on a screen. */
const SECRET_NAME = /pass|secret|token|credential|auth|api_?key|access_?key|private_?key/i;

/** `NAME=value` as it may be shown. */
export function maskedVariable(entry: string): string {
  const name = entry.split('=')[0] ?? '';
  const isSecret = SECRET_NAME.test(name) && entry.length > name.length + 1;
  return isSecret ? `${name}=••••` : entry;
}
