import { cleanTitle } from './output-guard-title.ts';

/** What becomes of an operating system command; the text goes between its introducer and its end. */
export type OscVerdict =
  | { readonly kind: 'drop' }
  | { readonly kind: 'pass' }
  | { readonly kind: 'title'; readonly text: string; readonly title?: string }
  | { readonly kind: 'link' }
  | { readonly kind: 'end-link' };

const DROP: OscVerdict = { kind: 'drop' };
const PASS: OscVerdict = { kind: 'pass' };

/** Colours, set, asked for and set back. All that is not listed here is dropped: known to be harmless, or nothing. */
const COLOUR_COMMANDS: ReadonlySet<number> = new Set([4, 10, 11, 12, 104, 110, 111, 112]);

/** Names the window's icon, not the window. */
const ICON_NAME = 1;

/** Longest address of a link, and longest name of one: what VTE and browsers took for enough. */
const MAX_ADDRESS_BYTES = 2083;
const MAX_LINK_PARAMETER_BYTES = 250;

/** A title's longest part that is read: 256 characters of 4 bytes, and as many that are not shown. */
const MAX_TITLE_BYTES = 2048;

const SEMICOLON = 0x3b;

/** Judges an operating system command by its number and payload; `isCut` says that there was more of it. */
export function judgeOsc(body: Uint8Array, isCut: boolean): OscVerdict {
  const numberEnd = endOfNumber(body);
  const command = commandOf(body.subarray(0, numberEnd));
  if (command === undefined) return DROP;
  const payload = body.subarray(numberEnd + 1);
  if (command <= 2) return judgeTitle(command, payload);
  if (isCut) return command === 8 ? { kind: 'end-link' } : DROP;
  if (command === 8) return judgeLink(payload);
  return COLOUR_COMMANDS.has(command) ? PASS : DROP;
}

function endOfNumber(body: Uint8Array): number {
  const at = body.indexOf(SEMICOLON);
  return at < 0 ? body.byteLength : at;
}

/** Leading zeros do not change a command; what is no number is none. */
function commandOf(digits: Uint8Array): number | undefined {
  let command = 0;
  for (const byte of digits) {
    if (byte < 0x30 || byte > 0x39) return undefined;
    command = Math.min(command * 10 + byte - 0x30, 9999);
  }
  return digits.byteLength === 0 ? undefined : command;
}

function judgeTitle(command: number, payload: Uint8Array): OscVerdict {
  // The cut may go through a character: the rest of it shows as a replacement, far behind what is kept.
  const title = cleanTitle(Buffer.from(payload.subarray(0, MAX_TITLE_BYTES)).toString('utf8'));
  const text = `${command};${title}`;
  return command === ICON_NAME ? { kind: 'title', text } : { kind: 'title', text, title };
}

/**
 * A link is `8;PARAMETERS;ADDRESS`, and its end one without address. One that may not pass ends the one
 * before it: its text must not go to an address of another.
 */
function judgeLink(payload: Uint8Array): OscVerdict {
  const parametersEnd = payload.indexOf(SEMICOLON);
  if (parametersEnd < 0) return DROP;
  const address = payload.subarray(parametersEnd + 1);
  const isGood =
    parametersEnd <= MAX_LINK_PARAMETER_BYTES &&
    address.byteLength <= MAX_ADDRESS_BYTES &&
    isPrintableAscii(payload.subarray(0, parametersEnd)) &&
    isPrintableAscii(address) &&
    isWebAddress(Buffer.from(address).toString('latin1'));
  return { kind: isGood ? 'link' : 'end-link' };
}

/** Addresses are ASCII: whoever writes one has escaped the rest, or wants it to look like another. */
function isPrintableAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte > 0x20 && byte < 0x7f);
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\/[^/]/i.test(address) && URL.canParse(address);
}
