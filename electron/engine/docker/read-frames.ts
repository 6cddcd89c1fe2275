import { AppError } from '../../../shared/ipc/app-error.ts';
import type { OutputChunk } from '../container-engine.ts';
import { interrupted, protocolBroken, streamErrorToFailure } from './to-failure.ts';

/** Kind of the stream, three zero bytes, and the payload's length as a big-endian 32-bit number. */
const HEADER_BYTES = 8;

/** Engines send frames of 16 to 32 KiB; a longer one than this is a misread header. */
const MAX_FRAME_BYTES = 1024 * 1024;

/** By a frame's first byte. The engine sends its own errors as the fourth. */
const FRAME_KINDS = ['stdout', 'stdout', 'stderr', 'engine-error'] as const;
type FrameKind = (typeof FRAME_KINDS)[number];

/**
 * Takes the frames apart in which the engine packs standard output and error of a container without
 * a terminal. Holds no more than what one read brought: frames are handed on as they arrive, and
 * neighbours of the same stream as one piece. Fails with `interrupted` when the source ends inside
 * a frame and with `engine-protocol` when it is no such stream.
 */
export async function* readFrames(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<OutputChunk, void, undefined> {
  const header = new Uint8Array(HEADER_BYTES);
  let headerBytes = 0;
  let leftBytes = 0;
  let kind: FrameKind = 'stdout';
  let engineError = '';
  for await (const chunk of source) {
    let run: Uint8Array[] = [];
    let at = 0;
    while (at < chunk.byteLength) {
      if (leftBytes === 0) {
        const piece = chunk.subarray(at, at + HEADER_BYTES - headerBytes);
        header.set(piece, headerBytes);
        headerBytes += piece.byteLength;
        at += piece.byteLength;
        if (headerBytes < HEADER_BYTES) continue;
        headerBytes = 0;
        const next = readHeader(header);
        if (next.kind !== kind && run.length > 0) {
          yield* outputOf(kind, run);
          run = [];
        }
        ({ kind, leftBytes } = next);
        continue;
      }
      const payload = chunk.subarray(at, at + leftBytes);
      at += payload.byteLength;
      leftBytes -= payload.byteLength;
      if (kind === 'engine-error') {
        engineError += Buffer.from(payload).toString('utf8');
        if (leftBytes === 0) throw new AppError(streamErrorToFailure(engineError, 'engine'));
      } else run.push(payload);
    }
    yield* outputOf(kind, run);
  }
  if (leftBytes > 0 || headerBytes > 0) {
    throw new AppError(interrupted('The output ended inside a frame.'));
  }
}

/** Output of a container with a terminal: plain bytes. */
export async function* readRawOutput(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<OutputChunk, void, undefined> {
  for await (const chunk of source) yield { stream: 'stdout', bytes: joined([chunk]) };
}

function readHeader(header: Uint8Array): { kind: FrameKind; leftBytes: number } {
  const view = new DataView(header.buffer);
  const kind = FRAME_KINDS[view.getUint8(0)];
  const leftBytes = view.getUint32(4);
  const isPadded = view.getUint8(1) === 0 && view.getUint16(2) === 0;
  if (kind === undefined || !isPadded || leftBytes > MAX_FRAME_BYTES) {
    const hex = Buffer.from(header).toString('hex');
    throw new AppError(protocolBroken(`The output has a frame with the header ${hex}.`));
  }
  return { kind, leftBytes };
}

function* outputOf(kind: FrameKind, run: readonly Uint8Array[]): Generator<OutputChunk> {
  if (run.length > 0 && kind !== 'engine-error') yield { stream: kind, bytes: joined(run) };
}

/** A tight copy: what is read from a socket is a view into a larger buffer. */
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const sizeBytes = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
