import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { FaultControl } from './fault-control.ts';
import type { FaultMode } from './fault-mode.ts';
import { planAnswer } from './fault-plan.ts';
import type { AnswerStep } from './fault-plan.ts';

const FOREVER_MS = Number.POSITIVE_INFINITY;

/** What may wait for a slow client: sixteen reads, so that a fast one is never waited for. */
const MAX_QUEUED_BYTES = 1024 * 1024;

/** One client's connection and the engine's behind it, with the faults of the byte layer in between. */
export class FaultPipe {
  readonly #client: Socket;
  readonly #connect: () => Socket;
  readonly #control: FaultControl;
  readonly #closed = new AbortController();
  readonly #early: Buffer[] = [];
  #engine: Socket | undefined;
  /** Bytes of answer written since the client last sent something. */
  #offset = 0;
  #isStalled = false;
  #isEnded = false;

  constructor(client: Socket, connect: () => Socket, control: FaultControl) {
    this.#client = client;
    this.#connect = connect;
    this.#control = control;
  }

  /** Serves the connection to its end. */
  async run(): Promise<void> {
    const client = this.#client;
    client.on('error', () => client.destroy());
    client.on('close', () => this.destroy());
    client.on('data', (chunk: Buffer) => this.#ask(chunk));
    client.on('end', () => {
      if (this.#engine === undefined || this.#isStalled) this.destroy();
      else this.#engine.end();
    });
    await this.#waitWhileHung();
    if (client.destroyed) return;
    const engine = this.#connect();
    this.#engine = engine;
    engine.on('error', () => client.destroy());
    for (const chunk of this.#early.splice(0)) engine.write(chunk);
    try {
      const answers: AsyncIterable<Buffer> = engine;
      for await (const chunk of answers) await this.#answer(chunk);
      if (this.#control.mode.kind === 'half-open') await this.#stall();
      client.end();
    } catch {
      // After a cut what was written still has to leave.
      if (!this.#isEnded) client.destroy();
    }
  }

  /** Applies a mode that does not wait for the next byte to a connection that is open already. */
  modeChanged(mode: FaultMode): void {
    const isBeyond = 'afterBytes' in mode && this.#offset >= mode.afterBytes;
    if (!isBeyond || this.#engine === undefined) return;
    if (mode.kind === 'cut' || mode.kind === 'reset') this.#end(mode.kind);
    if (mode.kind === 'half-open') void this.#stall();
  }

  /** Closes both sides at once. */
  destroy(): void {
    this.#isEnded = true;
    this.#closed.abort();
    this.#client.destroy();
    this.#engine?.destroy();
  }

  #ask(chunk: Buffer): void {
    this.#offset = 0;
    const engine = this.#engine;
    if (engine === undefined || this.#isStalled) {
      this.#early.push(chunk);
      return;
    }
    if (engine.write(chunk)) return;
    this.#client.pause();
    engine.once('drain', () => this.#client.resume());
  }

  async #waitWhileHung(): Promise<void> {
    if (this.#control.mode.kind === 'hang') this.#control.inject();
    while (this.#control.mode.kind === 'hang' && !this.#client.destroyed) {
      await this.#control.pause(FOREVER_MS, this.#closed.signal);
    }
  }

  async #answer(chunk: Buffer): Promise<void> {
    let rest = chunk;
    while (rest.length > 0 && !this.#isEnded) {
      const { mode } = this.#control;
      if (mode.kind === 'coalesce') rest = await this.#gather(rest, mode.windowMs);
      for (const step of planAnswer(rest, this.#offset, mode, this.#control.random)) {
        if (step.kind === 'write') rest = rest.subarray(step.bytes.length);
        await this.#take(step);
        if (this.#control.mode !== mode || this.#isEnded) break;
      }
    }
  }

  async #gather(first: Buffer, windowMs: number): Promise<Buffer> {
    this.#control.inject();
    await this.#control.pause(windowMs, this.#closed.signal);
    const more: unknown = this.#engine?.read();
    return Buffer.isBuffer(more) ? Buffer.concat([first, more]) : first;
  }

  async #take(step: AnswerStep): Promise<void> {
    switch (step.kind) {
      case 'write':
        if (step.isFault) this.#control.inject();
        this.#offset += step.bytes.length;
        this.#client.write(step.bytes);
        if (this.#client.writableLength > MAX_QUEUED_BYTES) await this.#drained();
        return;
      case 'wait':
        if (step.isFault) this.#control.inject();
        await this.#control.pause(step.waitMs, this.#closed.signal);
        // A timer that is late fires before the reads that wait: one in this very process would get both parts at once.
        return setImmediate();
      case 'stall':
        return this.#stall();
      default:
        this.#end(step.kind);
    }
  }

  /** Moves nothing in either direction until another mode is set or the client goes away. */
  async #stall(): Promise<void> {
    if (!this.#isStalled) this.#control.inject();
    this.#isStalled = true;
    await this.#control.pause(FOREVER_MS, this.#closed.signal);
    this.#isStalled = false;
    for (const chunk of this.#early.splice(0)) this.#engine?.write(chunk);
  }

  #end(kind: 'cut' | 'reset'): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#control.inject();
    this.#engine?.destroy();
    if (kind === 'reset') this.#client.resetAndDestroy();
    else this.#client.destroySoon();
  }

  async #drained(): Promise<void> {
    await once(this.#client, 'drain', { signal: this.#closed.signal }).catch(() => undefined);
  }
}
