import { utilityProcess } from 'electron';
import { join } from 'node:path';
import type { StartWorker } from './worker-client.ts';

/** What the worker may have in objects; its columns lie outside and are limited by what they hold. */
const MAX_HEAP_MB = 512;

/** Starts the process that reads layers; it writes nothing but its cache in that folder. */
export function startLayerWorker(cacheDirectory: string): StartWorker {
  return (onMessage, onExit) => {
    const worker = utilityProcess.fork(
      join(import.meta.dirname, 'layer-worker.cjs'),
      [cacheDirectory],
      {
        serviceName: 'Berth layers',
        stdio: 'ignore',
        execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`],
      },
    );
    worker.on('message', onMessage);
    worker.once('exit', onExit);
    return { post: (message) => worker.postMessage(message), kill: () => void worker.kill() };
  };
}
