// Runs in the measured page, like page-script.ts: only its text travels. It speaks the stream protocol by itself,
// because how fast the reader is belongs to what is measured.

import type { DownMessage } from '../../shared/ipc/port-message.ts';

interface FlowInput {
  /** The container whose log is read. */
  readonly id: string;
  readonly tailLines: number;
  readonly bytesPerSecond: number;
}

interface FlowResult {
  readonly receivedBytes: number;
  readonly elapsedMs: number;
  /** How long each request took that was sent while the log was flowing. */
  readonly requestsMs: readonly number[];
}

/** The part of the preload's bridge that is used here. */
interface Bridge {
  readonly request: (domain: string, method: string, input: unknown) => Promise<{ ok: boolean }>;
  readonly open: (nonce: string, domain: string, method: string, input: unknown) => void;
}

/** Reads a log at this pace, keeping the page busy as a terminal would, and times requests all the while. */
export async function readLogSlowly(input: FlowInput): Promise<FlowResult> {
  const { berth } = globalThis as unknown as { readonly berth: Bridge };
  // Told by the stream's first message; credit goes back a quarter at a time, as the app's own reader does it.
  let windowBytes = 0;
  const pauseMs = 10;
  const nonce = crypto.randomUUID();
  const port = await new Promise<MessagePort>((resolve) => {
    window.addEventListener('message', function onPort({ data, ports }: MessageEvent) {
      if ((data as { readonly nonce?: string }).nonce !== nonce || ports[0] === undefined) return;
      window.removeEventListener('message', onPort);
      resolve(ports[0]);
    });
    const { id, tailLines } = input;
    berth.open(nonce, 'container', 'logs', { id, tailLines, follow: false });
  });
  let receivedBytes = 0;
  let owedBytes = 0;
  let hasEnded = false;
  const startMs = performance.now();
  const flow = new Promise<void>((resolve, reject) => {
    port.addEventListener('message', ({ data }: MessageEvent) => {
      const message = data as DownMessage;
      if (message.kind === 'fail') return reject(new Error(JSON.stringify(message)));
      if (message.kind === 'open') {
        windowBytes = message.window;
        return port.postMessage({ kind: 'credit', amount: windowBytes });
      }
      if (message.kind === 'end') return resolve();
      const { byteLength } = message.item as Uint8Array;
      receivedBytes += byteLength;
      const untilMs = performance.now() + (byteLength / input.bytesPerSecond) * 1000;
      while (performance.now() < untilMs);
      owedBytes += byteLength;
      if (owedBytes < windowBytes / 4) return;
      port.postMessage({ kind: 'credit', amount: owedBytes });
      owedBytes = 0;
    });
    port.start();
  }).finally(() => {
    hasEnded = true;
    port.close();
  });
  const requestsMs: number[] = [];
  const ask = async (): Promise<void> => {
    while (!hasEnded) {
      const askedMs = performance.now();
      const reply = await berth.request('container', 'get', { id: input.id });
      if (!reply.ok) throw new Error(JSON.stringify(reply));
      if (!hasEnded) requestsMs.push(performance.now() - askedMs);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  await Promise.all([flow, ask()]);
  if (document.visibilityState === 'hidden') throw new Error('the window is hidden');
  return { receivedBytes, elapsedMs: performance.now() - startMs, requestsMs };
}
