import { describe, expect, it } from 'vitest';
import { CreditLedger } from '../../shared/ipc/credit-ledger.ts';
import { pumpStream, type PumpTarget } from './pump-stream.ts';

function target(window: number): PumpTarget & { sent: unknown[]; abort: () => void } {
  const aborter = new AbortController();
  const sent: unknown[] = [];
  return {
    ledger: new CreditLedger(window),
    signal: aborter.signal,
    send: (item) => sent.push(item),
    sent,
    abort: () => aborter.abort(),
  };
}

/** Lets everything that can go on go on. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('pumpStream without credit: wait', () => {
  it('sends exactly the window of bytes to a stalled reader and stops its producer', async () => {
    const to = target(1000);
    let produced = 0;
    let isFreed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          produced += 300;
          yield new Uint8Array(300);
        }
      } finally {
        isFreed = true;
      }
    }
    to.ledger.grant(1000);
    const pumping = pumpStream(source(), { kind: 'wait' }, to);
    await settle();
    const sentBytes = (to.sent as Uint8Array[]).reduce((sum, item) => sum + item.byteLength, 0);
    expect(sentBytes).toBe(1000);
    expect(produced).toBe(1200);
    to.abort();
    await pumping;
    expect(isFreed).toBe(true);
  });

  it('ships a tight copy, not the slab that a chunk was cut from', async () => {
    const to = target(100);
    to.ledger.grant(100);
    const slab = Buffer.alloc(4096, 7);
    await pumpStream(oneOf(slab.subarray(10, 13)), { kind: 'wait' }, to);
    const [item] = to.sent as [Uint8Array];
    expect([...item]).toEqual([7, 7, 7]);
    expect(item.buffer.byteLength).toBe(3);
  });

  it('keeps bytes and their order whatever the credit', async () => {
    const to = target(7);
    const whole = Uint8Array.from({ length: 100 }, (_, index) => index);
    const pumping = pumpStream(oneOf(whole), { kind: 'wait' }, to);
    for (let granted = 0; granted < 100; granted += 5) {
      expect(to.ledger.grant(5)).toBe(true);
      await settle();
    }
    await pumping;
    expect((to.sent as Uint8Array[]).flatMap((item) => [...item])).toEqual([...whole]);
  });
});

describe('pumpStream without credit: latest', () => {
  it('keeps only the newest item of each key', async () => {
    const to = target(10);
    const items = ['a1', 'b1', 'a2', 'a3', 'b2'];
    const pumping = pumpStream(
      from(items),
      { kind: 'latest', keyOf: (item) => String(item)[0] ?? '' },
      to,
    );
    await settle();
    expect(to.sent).toEqual([]);
    to.ledger.grant(1);
    await settle();
    expect(to.sent).toEqual(['a1']);
    to.ledger.grant(9);
    await pumping;
    expect(to.sent).toEqual(['a1', 'b2', 'a3']);
  });
});

const resync = {
  kind: 'resync',
  resyncItem: 'resync',
  keyOf: (item: unknown) => (String(item).startsWith('s') ? 'state' : undefined),
} as const;

describe('pumpStream without credit: resync', () => {
  it('drops what does not fit and owes one resync', async () => {
    const to = target(2);
    const pumping = pumpStream(from(['1', '2', '3', '4', '5']), resync, to);
    to.ledger.grant(2);
    await settle();
    expect(to.sent).toEqual(['1', '2']);
    to.ledger.grant(1);
    await pumping;
    expect(to.sent).toEqual(['1', '2', 'resync']);
  });

  it('never loses the newest item that has a key', async () => {
    const to = target(2);
    const pumping = pumpStream(from(['s1', '1', '2', 's2', 's3', '3']), resync, to);
    to.ledger.grant(2);
    await settle();
    expect(to.sent).toEqual(['s1', '1']);
    to.ledger.grant(2);
    await pumping;
    expect(to.sent).toEqual(['s1', '1', 's3', 'resync']);
  });

  it('asks the source only once the reader has begun to read', async () => {
    const to = target(2);
    let isAsked = false;
    async function* source(): AsyncGenerator<string> {
      isAsked = true;
      yield 'first';
    }
    const pumping = pumpStream(source(), resync, to);
    await settle();
    expect(isAsked).toBe(false);
    to.ledger.grant(1);
    await pumping;
    expect(to.sent).toEqual(['first']);
  });
});

it('throws what the source throws', async () => {
  async function* failing(): AsyncGenerator<string> {
    yield 'one';
    throw new Error('cut');
  }
  const to = target(5);
  to.ledger.grant(5);
  await expect(pumpStream(failing(), { kind: 'wait' }, to)).rejects.toThrow('cut');
  expect(to.sent).toEqual(['one']);
});

async function* oneOf<T>(item: T): AsyncGenerator<T> {
  yield item;
}

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
