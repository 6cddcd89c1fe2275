import type { RequestContract, StreamContract } from '../../shared/ipc/contract.ts';
import type { AllContracts } from '../../shared/contract/all-contracts.ts';

/** What a handler learns of its caller. */
export interface CallContext {
  /** Aborts when the window goes, reloads, or (streams) closes its end. */
  readonly signal: AbortSignal;
  /** Electron's id of the calling page. */
  readonly webContentsId: number;
}

type HandlerOf<Method> =
  Method extends RequestContract<infer Input, infer Output>
    ? (input: Input, context: CallContext) => Promise<Output> | Output
    : Method extends StreamContract<infer Input, infer Item>
      ? (input: Input, context: CallContext) => AsyncIterable<Item>
      : never;

/** The handlers of one domain: exactly its contract's methods. */
export type DomainHandlers<Domain extends keyof AllContracts> = {
  readonly [Method in keyof AllContracts[Domain]]: HandlerOf<AllContracts[Domain][Method]>;
};

/** The handlers of every domain. */
export type AllHandlers = { readonly [Domain in keyof AllContracts]: DomainHandlers<Domain> };
