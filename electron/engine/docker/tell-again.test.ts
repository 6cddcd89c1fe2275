import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineEvent } from '../container-engine.ts';
import { tellAgain } from './tell-again.ts';

const event = (action: string): EngineEvent => ({ kind: 'container', action, id: 'a'.repeat(64) });

describe('tellAgain', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each(['die', 'pause', 'unpause'])('tells %s twice more', (action) => {
    const told: EngineEvent[] = [];
    tellAgain(event(action), (each) => told.push(each), new AbortController().signal);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual([event(action), event(action)]);
  });

  it.each(['start', 'create', 'destroy'])('leaves %s at once', (action) => {
    const told: EngineEvent[] = [];
    tellAgain(event(action), (each) => told.push(each), new AbortController().signal);
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([]);
  });

  it('tells nothing once the connection has ended', () => {
    const told: EngineEvent[] = [];
    const end = new AbortController();
    tellAgain(event('die'), (each) => told.push(each), end.signal);
    end.abort();
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([]);
  });
});
