/**
 * The states between control sequences and inside of them, after Paul Williams' description of DEC's
 * parsers (vt100.net/emu/dec_ansi_parser). Device control strings have one state instead of five:
 * the only ones that pass are so short that they are judged whole.
 */
export const GROUND = 0;
const ESCAPE = 1;
const ESCAPE_INTERMEDIATE = 2;
const CSI_ENTRY = 3;
const CSI_PARAMETER = 4;
const CSI_INTERMEDIATE = 5;
const CSI_IGNORE = 6;
/** From here on they are strings. */
const OSC_STRING = 7;
const DCS_STRING = 8;
const IGNORED_STRING = 9;
const STATES = 10;

/** What to do with a code point. */
export const IGNORE = 0;
export const PRINT = 1;
export const EXECUTE = 2;
/** A sequence begins: what was collected of another one is void. */
export const BEGIN = 3;
export const COLLECT = 4;
export const DISPATCH_ESCAPE = 5;
export const DISPATCH_CSI = 6;
export const DISPATCH_OSC = 7;
export const DISPATCH_DCS = 8;
/** A control of one code point between U+0080 and U+009F that begins nothing. */
export const EXECUTE_C1 = 9;

/** Columns of the table: every C0, ASCII and C1 code point, and one for all that follow. */
const COLUMNS = 0xa1;
const TEXT = 0xa0;

/** Longest body of a control sequence; programs send 20 bytes, emulators read 32 numbers. */
export const MAX_CSI_BYTES = 1024;

/**
 * How many bytes of a sequence are kept by the state that collects them; a longer one is dropped, but for
 * titles, which are cut. All 256 colours at once take 6 KiB of an operating system command.
 */
const LIMITS_BYTES = [0, 0, 2, 0, MAX_CSI_BYTES, MAX_CSI_BYTES, 0, 64 * 1024, 8, 0];

const TABLE = tableOfStates();

/** What follows in `state` on a code point: the action above, and the next state in the lowest four bits. */
export function transitionOf(state: number, codePoint: number): number {
  return TABLE[state * COLUMNS + (codePoint < TEXT ? codePoint : TEXT)] ?? 0;
}

/** How many bytes a sequence may have that is collected on the way into `state`. */
export function limitOf(state: number): number {
  return LIMITS_BYTES[state] ?? 0;
}

type Rule = (from: number, to: number, action: number, next: number) => void;

function tableOfStates(): Uint8Array {
  const table = new Uint8Array(STATES * COLUMNS);
  for (let state = 0; state < STATES; state += 1) {
    const rule: Rule = (from, to, action, next) => {
      table.fill((action << 4) | next, state * COLUMNS + from, state * COLUMNS + to + 1);
    };
    rule(0, TEXT, IGNORE, state);
    if (isString(state)) setStringRules(state, rule);
    else setSequenceRules(state, rule);
    setAnywhereRules(state, rule);
  }
  return table;
}

/** Whether `state` is inside of a string: all text belongs to it. */
export function isString(state: number): boolean {
  return state >= OSC_STRING;
}

/** What ends whatever is under way, in every state. */
function setAnywhereRules(state: number, rule: Rule): void {
  const end = state === OSC_STRING ? DISPATCH_OSC : state === DCS_STRING ? DISPATCH_DCS : IGNORE;
  const begin = end === IGNORE ? BEGIN : end;
  rule(0x18, 0x18, IGNORE, GROUND);
  rule(0x1a, 0x1a, IGNORE, GROUND);
  // What begins a sequence ends a string, whether the backslash of a string terminator follows or not.
  rule(0x1b, 0x1b, begin, ESCAPE);
  rule(0x80, 0x9a, EXECUTE_C1, GROUND);
  rule(0x90, 0x90, begin, DCS_STRING);
  rule(0x98, 0x98, begin, IGNORED_STRING);
  rule(0x9b, 0x9b, begin, CSI_ENTRY);
  rule(0x9c, 0x9c, end, GROUND);
  rule(0x9d, 0x9d, begin, OSC_STRING);
  rule(0x9e, 0x9f, begin, IGNORED_STRING);
}

function setStringRules(state: number, rule: Rule): void {
  rule(0x20, 0x7e, COLLECT, state);
  rule(TEXT, TEXT, COLLECT, state);
  if (state === OSC_STRING) rule(0x07, 0x07, DISPATCH_OSC, GROUND);
}

function setSequenceRules(state: number, rule: Rule): void {
  // Controls inside of a sequence act at once; text there ends it, and is not lost.
  rule(0x00, 0x1f, EXECUTE, state);
  rule(TEXT, TEXT, PRINT, GROUND);
  switch (state) {
    case GROUND:
      rule(0x20, 0x7e, PRINT, GROUND);
      break;
    case ESCAPE:
      rule(0x30, 0x7e, DISPATCH_ESCAPE, GROUND);
      rule(0x20, 0x2f, COLLECT, ESCAPE_INTERMEDIATE);
      rule(0x50, 0x50, BEGIN, DCS_STRING);
      rule(0x58, 0x58, BEGIN, IGNORED_STRING);
      rule(0x5b, 0x5b, BEGIN, CSI_ENTRY);
      // The end of a string that has ended already.
      rule(0x5c, 0x5c, IGNORE, GROUND);
      rule(0x5d, 0x5d, BEGIN, OSC_STRING);
      rule(0x5e, 0x5f, BEGIN, IGNORED_STRING);
      break;
    case ESCAPE_INTERMEDIATE:
      rule(0x20, 0x2f, COLLECT, ESCAPE_INTERMEDIATE);
      rule(0x30, 0x7e, DISPATCH_ESCAPE, GROUND);
      break;
    default:
      setCsiRules(state, rule);
  }
}

function setCsiRules(state: number, rule: Rule): void {
  rule(0x40, 0x7e, state === CSI_IGNORE ? IGNORE : DISPATCH_CSI, GROUND);
  if (state === CSI_IGNORE) {
    rule(0x20, 0x3f, IGNORE, CSI_IGNORE);
    return;
  }
  rule(0x20, 0x2f, COLLECT, CSI_INTERMEDIATE);
  if (state === CSI_INTERMEDIATE) {
    rule(0x30, 0x3f, IGNORE, CSI_IGNORE);
    return;
  }
  rule(0x30, 0x3b, COLLECT, CSI_PARAMETER);
  if (state === CSI_ENTRY) rule(0x3c, 0x3f, COLLECT, CSI_PARAMETER);
  else rule(0x3c, 0x3f, IGNORE, CSI_IGNORE);
}
