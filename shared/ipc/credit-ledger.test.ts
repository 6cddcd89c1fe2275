import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CreditLedger, CreditReturn } from './credit-ledger.ts';

describe('CreditLedger', () => {
  it('spends what was granted and no more', () => {
    const ledger = new CreditLedger(10);
    expect(ledger.spendUpTo(4)).toBe(0);
    expect(ledger.grant(6)).toBe(true);
    expect(ledger.spendUpTo(4)).toBe(4);
    expect(ledger.spendUpTo(4)).toBe(2);
    expect(ledger.spendUpTo(4)).toBe(0);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 11])(
    'refuses a grant of %s in a window of 10 and books nothing',
    (amount) => {
      const ledger = new CreditLedger(10);
      expect(ledger.grant(amount)).toBe(false);
      expect(ledger.spendUpTo(1)).toBe(0);
    },
  );

  it('never has more than the window under way, whatever both sides do', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 400 }))),
        (window, moves) => {
          const sender = new CreditLedger(window);
          const reader = new CreditReturn(window);
          expect(sender.grant(window)).toBe(true);
          let underWay = 0;
          for (const [isSend, amount] of moves) {
            if (isSend) underWay += sender.spendUpTo(amount);
            else {
              const consumed = Math.min(amount, underWay);
              underWay -= consumed;
              const granted = reader.consume(consumed);
              if (granted > 0) expect(sender.grant(granted)).toBe(true);
            }
            expect(underWay).toBeLessThanOrEqual(window);
          }
        },
      ),
    );
  });
});

describe('CreditReturn', () => {
  it('gives back at every quarter of the window', () => {
    const credit = new CreditReturn(100);
    expect(credit.consume(24)).toBe(0);
    expect(credit.consume(1)).toBe(25);
    expect(credit.consume(60)).toBe(60);
  });

  it('gives back each item of a window of one', () => {
    expect(new CreditReturn(1).consume(1)).toBe(1);
  });
});
