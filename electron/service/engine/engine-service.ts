import type { EngineContext, EngineNotice } from '../../../shared/contract/engine.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';

/** What this service needs of the connection to the engine. */
export interface ConnectedEngine {
  readonly notices: (signal: AbortSignal) => AsyncIterable<EngineNotice>;
  /** Tries now instead of after the pause. */
  readonly retry: () => void;
  /** Lets go of the engine and connects to whatever the address says now. */
  readonly reconnect: () => void;
}

/** Which engine is spoken to, and how it is. */
export class EngineService {
  readonly #connection: ConnectedEngine;
  readonly #listContexts: (chosen: string | undefined) => Promise<readonly EngineContext[]>;
  #chosenContext: string | undefined;

  constructor(
    connection: ConnectedEngine,
    listContexts: (chosen: string | undefined) => Promise<readonly EngineContext[]>,
  ) {
    this.#connection = connection;
    this.#listContexts = listContexts;
  }

  /** The context that the user chose in the window; absent while the Docker CLI's own counts. */
  get chosenContext(): string | undefined {
    return this.#chosenContext;
  }

  notices(signal: AbortSignal): AsyncIterable<EngineNotice> {
    return this.#connection.notices(signal);
  }

  retry(): void {
    this.#connection.retry();
  }

  async contexts(): Promise<readonly EngineContext[]> {
    return await this.#listContexts(this.#chosenContext);
  }

  /** @throws AppError not-found, with the contexts that there are */
  async selectContext(name: string): Promise<void> {
    const contexts = await this.contexts();
    if (!contexts.some((context) => context.name === name)) {
      throw new AppError({
        code: 'not-found',
        message: `There is no context “${name}”.`,
        hint: `There are: ${contexts.map((context) => context.name).join(', ')}.`,
        subject: name,
      });
    }
    this.#chosenContext = name;
    this.#connection.reconnect();
  }
}
