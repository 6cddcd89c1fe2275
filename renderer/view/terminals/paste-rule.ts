import { formatPlural } from '../../../shared/value/count.ts';

/** What is to be pasted, after a look at it. */
export interface PasteCheck {
  /** The text without what no keyboard writes. */
  readonly text: string;
  /** Why it is shown before it goes, as sentences; empty where it may go at once. */
  readonly reasons: readonly string[];
}

/** Longer than anybody checks by eye once it is there. */
const LONG_PASTE_BYTES = 5 * 1024;

/** C0 without tab and line breaks, DEL and C1: to a terminal these are commands. */
const CONTROLS = /(?![\t\n\r])\p{Cc}/gu;
/** Characters that change the direction of text, or have no width: what is read is not what is run. */
const INVISIBLES = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * Looks at a text before it is pasted. A program that can tell a paste from keys takes line breaks as text;
 * any other runs each line at once.
 */
export function checkPaste(pasted: string, isPasteBracketed: boolean): PasteCheck {
  const text = pasted.replace(CONTROLS, '').replace(INVISIBLES, '');
  const lineCount = text.split(/\r\n|\r|\n/).length;
  const controlCount = pasted.match(CONTROLS)?.length ?? 0;
  const invisibleCount = pasted.match(INVISIBLES)?.length ?? 0;
  const sizeBytes = new TextEncoder().encode(text).byteLength;
  const reasons = [
    lineCount > 1 && !isPasteBracketed
      ? 'It has line breaks, and what runs here takes each of them as Enter: every line is run at once.'
      : undefined,
    controlCount > 0
      ? `It holds ${formatPlural(controlCount, 'control character')}, which could act on the terminal. Left out.`
      : undefined,
    invisibleCount > 0
      ? `It holds ${formatPlural(invisibleCount, 'invisible character')}, which could hide what it does. Left out.`
      : undefined,
    sizeBytes > LONG_PASTE_BYTES ? `It is long: ${formatPlural(lineCount, 'line')}.` : undefined,
  ];
  return { text, reasons: reasons.filter((reason) => reason !== undefined) };
}
