/** A stream as a page of ours holds it, with nothing of the app's own reader. */
export interface OpenedStream {
  readonly grant: (amount: number) => void;
}

/** How a stream was read. */
export interface StreamReading {
  readonly receivedBytes: number;
  /** The last message, when the stream ended by itself. */
  readonly end: unknown;
}

/**
 * Puts `openStream(domain, method, input)` and `readStream(domain, method, input, bytes)` into the page.
 * The second reads that many bytes, slowly: it rests after each half window, as a busy screen does.
 */
export function installReader(): void {
  const WINDOW_BYTES = 512 * 1024;
  const REST_MS = 1;

  const receivePort = async (
    domain: string,
    method: string,
    input: unknown,
  ): Promise<MessagePort> => {
    const nonce = crypto.randomUUID();
    return await new Promise((resolve) => {
      const listen = (event: MessageEvent): void => {
        const [port] = event.ports;
        if (event.data?.nonce !== nonce || port === undefined) return;
        window.removeEventListener('message', listen);
        resolve(port);
      };
      window.addEventListener('message', listen);
      window.berth.open(nonce, domain, method, input);
    });
  };

  const openStream = async (
    domain: string,
    method: string,
    input: unknown,
  ): Promise<OpenedStream> => {
    const port = await receivePort(domain, method, input);
    port.start();
    return { grant: (amount) => port.postMessage({ kind: 'credit', amount }) };
  };

  const readStream = async (
    domain: string,
    method: string,
    input: unknown,
    wantedBytes: number,
  ): Promise<StreamReading> => {
    const port = await receivePort(domain, method, input);
    return await new Promise((resolve) => {
      let [receivedBytes, owedBytes] = [0, 0];
      const finish = (end: unknown): void => {
        port.close();
        resolve({ receivedBytes, end });
      };
      port.addEventListener('message', ({ data }) => {
        if (data.kind === 'open') return;
        if (data.kind !== 'item') return finish(data);
        receivedBytes += data.item.byteLength;
        owedBytes += data.item.byteLength;
        if (receivedBytes >= wantedBytes) return finish(undefined);
        if (owedBytes < WINDOW_BYTES / 2) return;
        const amount = owedBytes;
        owedBytes = 0;
        setTimeout(() => port.postMessage({ kind: 'credit', amount }), REST_MS);
      });
      port.start();
      port.postMessage({ kind: 'credit', amount: WINDOW_BYTES });
    });
  };

  Reflect.set(window, 'openStream', openStream);
  Reflect.set(window, 'readStream', readStream);
}
