import type { FaultMode } from './fault-mode.ts';

/** One thing to do with a piece of an answer; `isFault` marks what would not happen in pass mode. */
export type AnswerStep =
  | { readonly kind: 'write'; readonly bytes: Buffer; readonly isFault: boolean }
  | { readonly kind: 'wait'; readonly waitMs: number; readonly isFault: boolean }
  | { readonly kind: 'stall' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'reset' };

/** How often a limited rate lets bytes through: 20 ms is fine enough to look steady. */
const RATE_TICK_MS = 20;

/** Long enough that the reader gets the first part alone, short enough to try every byte of an answer. */
const SEAM_MS = 4;

const HEADER_END = '\r\n\r\n';

function write(bytes: Buffer, isFault = false): AnswerStep {
  return { kind: 'write', bytes, isFault };
}

/**
 * Says what a mode does with one piece of an answer. `offset` is the position of its first byte in the answer; the
 * written bytes are as many as the piece has, unless the connection ends.
 */
export function* planAnswer(
  piece: Buffer,
  offset: number,
  mode: FaultMode,
  random: () => number,
): Generator<AnswerStep> {
  switch (mode.kind) {
    case 'hang':
      yield { kind: 'stall' };
      return;
    case 'half-open':
      yield* before(piece, mode.afterBytes - offset);
      if (offset + piece.length >= mode.afterBytes) yield { kind: 'stall' };
      return;
    case 'cut':
      yield* before(piece, mode.afterBytes - offset);
      if (offset + piece.length >= mode.afterBytes) yield { kind: 'cut' };
      return;
    case 'reset':
      yield* before(piece, mode.afterBytes - offset);
      if (offset + piece.length < mode.afterBytes) return;
      // A reset that overtakes unread bytes looks like an orderly end to the reader.
      yield { kind: 'wait', waitMs: SEAM_MS, isFault: false };
      yield { kind: 'reset' };
      return;
    case 'delay':
      yield { kind: 'wait', waitMs: mode.delayMs + random() * (mode.jitterMs ?? 0), isFault: true };
      yield write(piece);
      return;
    case 'rate':
      yield* rated(piece, mode.bytesPerSecond);
      return;
    case 'drip':
      yield* dripped(piece, offset, mode);
      return;
    case 'split':
      yield* split(piece, mode.atByte - offset);
      return;
    case 'chop':
      yield* slices(piece, mode.sizeBytes, SEAM_MS);
      return;
    case 'corrupt':
      yield corrupted(piece, mode.atByte - offset, random);
      return;
    default:
      // Coalescing happens in the connection, which alone sees what else has come; the HTTP layer has its own.
      yield write(piece);
  }
}

function* before(piece: Buffer, count: number): Generator<AnswerStep> {
  if (count > 0) yield write(piece.subarray(0, count));
}

function* slices(piece: Buffer, sizeBytes: number, waitMs: number): Generator<AnswerStep> {
  for (let start = 0; start < piece.length; start += sizeBytes) {
    yield write(piece.subarray(start, start + sizeBytes));
    yield { kind: 'wait', waitMs, isFault: true };
  }
}

/** A rate below one byte per tick becomes one byte per longer tick. */
function* rated(piece: Buffer, bytesPerSecond: number): Generator<AnswerStep> {
  const perTick = (bytesPerSecond * RATE_TICK_MS) / 1000;
  if (perTick >= 1) yield* slices(piece, Math.floor(perTick), RATE_TICK_MS);
  else yield* slices(piece, 1, 1000 / bytesPerSecond);
}

function* dripped(
  piece: Buffer,
  offset: number,
  mode: { readonly intervalMs: number; readonly part: 'headers' | 'all' },
): Generator<AnswerStep> {
  if (mode.part === 'all') return yield* slices(piece, 1, mode.intervalMs);
  // The engine sends its headers in one write; what does not begin with a status line is body already.
  const isHead = offset > 0 || piece.subarray(0, 5).toString('latin1') === 'HTTP/';
  const end = isHead ? piece.indexOf(HEADER_END) : -1;
  const headLength = end < 0 ? 0 : end + HEADER_END.length;
  yield* slices(piece.subarray(0, headLength), 1, mode.intervalMs);
  if (headLength < piece.length) yield write(piece.subarray(headLength));
}

function* split(piece: Buffer, at: number): Generator<AnswerStep> {
  if (at <= 0 || at >= piece.length) return yield write(piece);
  yield write(piece.subarray(0, at));
  yield { kind: 'wait', waitMs: SEAM_MS, isFault: true };
  yield write(piece.subarray(at));
}

function corrupted(piece: Buffer, at: number, random: () => number): AnswerStep {
  if (at < 0 || at >= piece.length) return write(piece);
  const copy = Buffer.from(piece);
  const flip = 1 + Math.floor(random() * 255);
  copy.writeUInt8(piece.readUInt8(at) ^ flip, at);
  return write(copy, true);
}
