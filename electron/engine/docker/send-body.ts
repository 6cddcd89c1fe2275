import type { ClientRequest } from 'node:http';
import type { CallWatch } from './call-watch.ts';
import type { RequestBody } from './shape-request.ts';

/** Piece in which a whole body is handed over, so that the time runs per piece and not in total. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Sends a request's body and ends it. The call's time limit is about the engine alone: it runs
 * while the engine takes a piece, and from the end of the body on, and rests while the body's own
 * source is slow. Stops early, without failing, once `hasReply` says that the engine has answered.
 */
export async function sendBody(
  outgoing: ClientRequest,
  body: RequestBody | undefined,
  watch: CallWatch,
  hasReply: () => boolean,
): Promise<void> {
  if (body === undefined) {
    outgoing.end();
    return;
  }
  for await (const piece of body instanceof Uint8Array ? piecesOf(body) : body) {
    if (hasReply() || outgoing.destroyed) break;
    watch.restartClock();
    if (!outgoing.write(piece)) await drained(outgoing);
    if (hasReply() || outgoing.destroyed) break;
    watch.stopClock();
  }
  if (hasReply() || outgoing.destroyed) return;
  watch.restartClock();
  outgoing.end();
}

function* piecesOf(body: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < body.byteLength; start += PIECE_BYTES) {
    yield body.subarray(start, start + PIECE_BYTES);
  }
}

function drained(outgoing: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      outgoing.off('drain', finish);
      outgoing.off('close', finish);
      outgoing.off('response', finish);
      resolve();
    };
    outgoing.on('drain', finish);
    outgoing.on('close', finish);
    outgoing.on('response', finish);
  });
}
