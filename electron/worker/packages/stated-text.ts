import { escapeHidden } from '../layer-index/shown-name.ts';

/** Real names and versions are far shorter. */
const MAX_TEXT = 256;

const decoder = new TextDecoder('utf-8');

/** A file of metadata as text; what is no UTF-8 comes as the character that stands for it. */
export function toText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** A value as a screen may show it; undefined where it says nothing. */
export function statedText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  // Half of a character's pair, as a cut or an escape leaves it, becomes the sign for what is no character.
  const text = escapeHidden(Buffer.from(value.slice(0, MAX_TEXT).trim()).toString('utf8'));
  return text === '' ? undefined : text;
}

/** A size that can be added up; undefined for anything else. */
export function statedBytes(value: unknown, unitBytes = 1): number | undefined {
  const bytes = Number(value) * unitBytes;
  const isReal = value !== '' && value !== null && Number.isSafeInteger(bytes) && bytes >= 0;
  return isReal ? bytes : undefined;
}
