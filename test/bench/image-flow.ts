// Runs in the measured page, like page-script.ts: only its text travels, and `window.benchFollow` is put there first.

import type { DownMessage } from '../../shared/ipc/port-message.ts';
import type { ImageLayers } from '../../shared/contract/image-layers.ts';
import type { Task } from '../../shared/contract/task.ts';

interface Bridge {
  readonly request: (
    domain: string,
    method: string,
    input: unknown,
  ) => Promise<{ readonly ok: boolean; readonly value?: unknown }>;
  readonly open: (nonce: string, domain: string, method: string, input: unknown) => void;
}

declare global {
  interface Window {
    /** Reads a stream until an item is the one that is waited for. */
    benchFollow: <Item>(
      domain: string,
      method: string,
      input: unknown,
      isLast: (item: Item) => boolean,
    ) => Promise<Item>;
  }
}

/** Puts the shared function into the page; once per window. */
export function installFollow(): void {
  const { berth } = globalThis as unknown as { readonly berth: Bridge };
  window.benchFollow = <Item>(
    domain: string,
    method: string,
    input: unknown,
    isLast: (item: Item) => boolean,
  ): Promise<Item> =>
    new Promise((resolve, reject) => {
      const nonce = crypto.randomUUID();
      window.addEventListener('message', function onPort({ data, ports }: MessageEvent) {
        const [port] = ports;
        if ((data as { readonly nonce?: string }).nonce !== nonce || port === undefined) return;
        window.removeEventListener('message', onPort);
        port.addEventListener('message', ({ data: sent }: MessageEvent) => {
          const message = sent as DownMessage;
          if (message.kind === 'open') return port.postMessage({ kind: 'credit', amount: 1 });
          if (message.kind !== 'item') return reject(new Error(JSON.stringify(message)));
          if (!isLast(message.item as Item)) {
            return port.postMessage({ kind: 'credit', amount: 1 });
          }
          port.close();
          resolve(message.item as Item);
        });
        port.start();
      });
      berth.open(nonce, domain, method, input);
    });
}

/** Has the app read an image's layers; answers how many there are. */
export async function readLayers(image: string): Promise<number> {
  const isReady = ({ status }: ImageLayers): boolean => status === 'ready';
  const { layers } = await window.benchFollow<ImageLayers>('layer', 'open', { image }, isReady);
  return layers.length;
}

/** Has the app pull an image; answers how long that took, in milliseconds. */
export async function pullImage(reference: string): Promise<number> {
  const { berth } = globalThis as unknown as { readonly berth: Bridge };
  const startMs = performance.now();
  const { ok, value } = await berth.request('image', 'pull', { reference });
  if (!ok) throw new Error('the pull could not be begun');
  const { taskId } = value as { readonly taskId: string };
  const tasks = await window.benchFollow<readonly Task[]>('task', 'progress', {}, (list) =>
    list.some(({ id, status }) => id === taskId && status !== 'running'),
  );
  const task = tasks.find(({ id }) => id === taskId);
  if (task?.status !== 'done') throw new Error(JSON.stringify(task));
  return performance.now() - startMs;
}
