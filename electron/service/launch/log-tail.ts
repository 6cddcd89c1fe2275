import type { ContainerEngine } from '../../engine/container-engine.ts';
import { maskToken } from './mask-token.ts';

/** Enough to hold Python's last traceback line and what led to it. */
const TAIL_LINES = 20;

/** A line may be endless; the last ones are what tells. */
const MAX_TAIL_BYTES = 64 * 1024;

/** Reading a log that exists takes milliseconds; a failure must not wait for it. */
const TIMEOUT_MS = 5_000;

/** The last lines of a container's log, without any token; empty when they cannot be read. */
export async function readLogTail(
  engine: ContainerEngine,
  containerId: string,
  token?: string,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    const log = engine.containerLogs(containerId, {
      follow: false,
      tailLines: TAIL_LINES,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    for await (const { bytes } of log) {
      text = (text + decoder.decode(bytes, { stream: true })).slice(-MAX_TAIL_BYTES);
    }
  } catch {
    // What was read before is still worth showing.
  }
  return maskToken(text.trim().split('\n').slice(-TAIL_LINES).join('\n'), token);
}
