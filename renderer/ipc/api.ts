import './configure-zod.ts';
import { allContracts, type AllContracts } from '../../shared/contract/all-contracts.ts';
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
 * Requests never throw; their outcome is a `Reply`. Derived from the contract: nothing is listed twice.
 */
export const api: Client<AllContracts> = makeClient();

function makeClient(): Client<AllContracts> {
  const client: unknown = Object.fromEntries(
    Object.entries(allContracts).map(([domain, methods]) => [
      domain,
      Object.fromEntries(
        Object.entries(methods).map(([method, contract]) => [
          method,
          contract.kind === 'request'
            ? async (input: unknown) => await request(domain, method, input)
            : (input: never, signal: AbortSignal) =>
                openStream({ domain, method }, contract, input, signal),
        ]),
      ),
    ]),
  );
  if (!isClient(client)) throw new TypeError('the contract has a domain without methods');
  return client;
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

function isClient(value: unknown): value is Client<AllContracts> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(allContracts).every((domain) => typeof Reflect.get(value, domain) === 'object')
  );
}
