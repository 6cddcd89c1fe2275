/** What stands where a secret stood. */
const MASK = '‹hidden›';

const SECRET_PATTERNS: readonly RegExp[] = [
  /\b(authorization\s*[:=]\s*(?:token|bearer|basic)\s+)\S+/gi,
  /([?&](?:token|access_token|password)=)[^&\s"']+/gi,
  /\b(x-registry-(?:auth|config)\s*[:=]\s*)\S+/gi,
  /("(?:identitytoken|registrytoken|password|auth|token)"\s*:\s*")[^"]*/gi,
  /\b([A-Z0-9_]*(?:TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)[A-Z0-9_]*=)[^\s"',]+/g,
];

/** Masks what looks like a secret, wherever a text leaves the main process for a log or a screen. */
export function redact(text: string): string {
  let redacted = text;
  for (const pattern of SECRET_PATTERNS) redacted = redacted.replace(pattern, `$1${MASK}`);
  return redacted;
}
