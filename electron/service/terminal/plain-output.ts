/** A piece of output in which there is text, line ends, tabs, bells and colours, and nothing else. */
export interface PlainOutput {
  readonly bytes: Uint8Array;
  /** Line feeds in it. */
  readonly lineFeeds: number;
  /** Line feeds behind its first carriage return, from which on the column is known; undefined without one. */
  readonly sureLineFeeds: number | undefined;
  /** Its colours, from where the last reset sets them all. */
  readonly styles: Uint8Array;
  /** Whether `styles` begins with a reset, so that those before it do not matter. */
  readonly isReset: boolean;
}

/** A piece of what a guard let pass. */
export interface TerminalOutput {
  readonly bytes: Uint8Array;
  /** Where it is plain. */
  readonly plain: PlainOutput | undefined;
}

const BEL = 0x07;
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const ESC = 0x1b;
const BRACKET = 0x5b;
const STYLE = 0x6d;

/** Reads a piece of what a guard let pass, which has whole sequences only. */
export function readOutput(bytes: Uint8Array): TerminalOutput {
  return { bytes, plain: readPlainOutput(bytes) };
}

/** Undefined where a control or sequence does more than to go on with text. */
function readPlainOutput(bytes: Uint8Array): PlainOutput | undefined {
  const styles: Uint8Array[] = [];
  let isReset = false;
  let lineFeeds = 0;
  let unsureLineFeeds: number | undefined;
  for (let at = 0; at < bytes.byteLength; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x20) continue;
    if (byte === LF) lineFeeds += 1;
    else if (byte === CR) unsureLineFeeds ??= lineFeeds;
    else if (byte === ESC) {
      const end = endOfStyle(bytes, at);
      if (end < 0) return undefined;
      const isOneReset = isStyleReset(bytes, at, end);
      if (isOneReset) styles.length = 0;
      isReset ||= isOneReset;
      styles.push(bytes.subarray(at, end));
      at = end - 1;
    } else if (byte !== TAB && byte !== BEL) return undefined;
  }
  return {
    bytes,
    lineFeeds,
    sureLineFeeds: unsureLineFeeds === undefined ? undefined : lineFeeds - unsureLineFeeds,
    styles: styles.length === 0 ? NOTHING : new Uint8Array(Buffer.concat(styles)),
    isReset,
  };
}

const NOTHING = new Uint8Array();

/** Behind the final byte of a sequence that sets colours; -1 where it is another one. */
function endOfStyle(bytes: Uint8Array, escape: number): number {
  if (bytes[escape + 1] !== BRACKET) return -1;
  let at = escape + 2;
  while (isParameter(bytes[at] ?? 0)) at += 1;
  return bytes[at] === STYLE ? at + 1 : -1;
}

/** `CSI m` and `CSI 0 m`: whatever was set is set back. */
function isStyleReset(bytes: Uint8Array, escape: number, end: number): boolean {
  return end - escape === 3 || (end - escape === 4 && bytes[escape + 2] === 0x30);
}

/** Digits, colons and semicolons: with any other prefix the sequence is another one. */
function isParameter(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x3b;
}
