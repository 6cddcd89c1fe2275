import type { Overflow } from '../../shared/ipc/contract.ts';
import type { CreditLedger } from '../../shared/ipc/credit-ledger.ts';

/** What a pump needs of a stream's port. */
export interface PumpTarget {
  readonly ledger: CreditLedger;
  readonly signal: AbortSignal;
  readonly send: (item: unknown) => void;
}

/**
 * Carries a source to a port and never sends more than was granted.
 * Resolves when the source has ended and everything owed was sent, or the signal aborted.
 * @throws whatever the source throws
 */
export async function pumpStream(
  source: AsyncIterable<unknown>,
  overflow: Overflow<unknown>,
  target: PumpTarget,
): Promise<void> {
  if (overflow.kind === 'wait') {
    // Asks the source for more only once the last item went out: no credit, no read.
    for await (const item of source) {
      if (item instanceof Uint8Array) await sendBytes(item, target);
      else await sendItem(item, target);
      if (target.signal.aborted) return;
    }
    return;
  }
  // Nothing is owed to a reader that has not begun to read: it gets what is so then.
  if (target.ledger.available === 0) await nextGrant(target);
  const debt =
    overflow.kind === 'latest' ? latestDebt(overflow.keyOf, target) : resyncDebt(overflow, target);
  target.ledger.onGrant = debt.settle;
  for await (const item of source) {
    if (target.signal.aborted) return;
    debt.add(item);
  }
  while (debt.isOwed() && !target.signal.aborted) await nextGrant(target, debt.settle);
}

async function sendItem(item: unknown, target: PumpTarget): Promise<void> {
  while (target.ledger.spendUpTo(1) === 0) {
    await nextGrant(target);
    if (target.signal.aborted) return;
  }
  target.send(item);
}

async function sendBytes(bytes: Uint8Array, target: PumpTarget): Promise<void> {
  let sentBytes = 0;
  while (sentBytes < bytes.byteLength) {
    const spent = target.ledger.spendUpTo(bytes.byteLength - sentBytes);
    if (spent === 0) {
      await nextGrant(target);
      if (target.signal.aborted) return;
      continue;
    }
    // A copy, always: a Node Buffer posted as it is ships the whole slab that it was cut from.
    target.send(new Uint8Array(bytes.subarray(sentBytes, sentBytes + spent)));
    sentBytes += spent;
  }
}

/** What could not be sent yet. */
interface Debt {
  readonly add: (item: unknown) => void;
  readonly settle: () => void;
  readonly isOwed: () => boolean;
}

function latestDebt(keyOf: (item: unknown) => string, { ledger, send }: PumpTarget): Debt {
  const pending = new Map<string, unknown>();
  const settle = (): void => {
    for (const [key, item] of pending) {
      if (ledger.spendUpTo(1) === 0) return;
      pending.delete(key);
      send(item);
    }
  };
  const add = (item: unknown): void => {
    pending.set(keyOf(item), item);
    settle();
  };
  return { add, settle, isOwed: () => pending.size > 0 };
}

function resyncDebt(
  { resyncItem, keyOf }: Extract<Overflow<unknown>, { kind: 'resync' }>,
  target: PumpTarget,
): Debt {
  const kept = latestDebt((item) => keyOf(item) ?? '', target);
  let isOwed = false;
  const settle = (): void => {
    kept.settle();
    if (!isOwed || kept.isOwed() || target.ledger.spendUpTo(1) === 0) return;
    isOwed = false;
    target.send(resyncItem);
  };
  const add = (item: unknown): void => {
    if (keyOf(item) !== undefined) kept.add(item);
    else if (!isOwed && !kept.isOwed() && target.ledger.spendUpTo(1) === 1) target.send(item);
    else isOwed = true;
  };
  return { add, settle, isOwed: () => isOwed || kept.isOwed() };
}

/** Resolves after the reader's next grant, with `settle` run first, or when the signal aborts. */
async function nextGrant({ ledger, signal }: PumpTarget, settle?: () => void): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      ledger.onGrant = settle;
      signal.removeEventListener('abort', done);
      resolve();
    };
    ledger.onGrant = () => {
      settle?.();
      done();
    };
    signal.addEventListener('abort', done);
  });
}
