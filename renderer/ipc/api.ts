import type { AllContracts } from '../../shared/contract/all-contracts.ts';
import type { RequestContract, StreamContract } from '../../shared/ipc/contract.ts';
import type { Reply } from '../../shared/ipc/reply.ts';
import { openStream } from './open-stream.ts';
import './bridge.ts';

type Call<Method> =
  Method extends RequestContract<infer Input, infer Output>
    ? (input: Input) => Promise<Reply<Output>>
    : Method extends StreamContract<infer Input, infer Item>
      ? (input: Input, signal: AbortSignal) => AsyncIterable<Item>
      : never;

type Client<Contracts> = {
  readonly [Domain in keyof Contracts]: {
    readonly [Method in keyof Contracts[Domain]]: Call<Contracts[Domain][Method]>;
  };
};

/**
 * The main process, as the window sees it: `api.container.list({})`, `api.engine.events({}, signal)`.
 * Requests never throw; their outcome is a `Reply`. Only the contract's types are here: its schemas stay
 * where they are checked, and the window starts without them.
 */
export const api: Client<AllContracts> = makeClient();

function makeClient(): Client<AllContracts> {
  const client = new Proxy({}, { get: (_client, domain) => domainClient(String(domain)) });
  if (!isClient(client)) throw new TypeError('no client');
  return client;
}

function domainClient(domain: string): object {
  return new Proxy(
    {},
    {
      get: (_domain, method) => (input: unknown, signal?: AbortSignal) =>
        signal === undefined
          ? request(domain, String(method), input)
          : openStream({ domain, method: String(method) }, input, signal),
    },
  );
}

/** The compiler checks calls against the contract, and main checks them again when they arrive. */
function isClient(client: object): client is Client<AllContracts> {
  return client instanceof Object;
}

async function request(domain: string, method: string, input: unknown): Promise<Reply<unknown>> {
  try {
    const reply = await window.berth.request(domain, method, input);
    if (isReply(reply)) return reply;
    return failed(`${domain}.${method} gave no reply`);
  } catch (thrown) {
    return failed(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function failed(cause: string): Reply<never> {
  return {
    ok: false,
    failure: { code: 'internal', message: 'Berth could not carry out the request.', cause },
  };
}

function isReply(value: unknown): value is Reply<unknown> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
