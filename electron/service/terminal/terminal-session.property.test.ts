import fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, expect, it, vi } from 'vitest';
import { CONTAINER_ID, MemoryShells } from './memory-shells.ts';
import { loadScreenParts, type ScreenParts } from './screen-model.ts';
import { TerminalService } from './terminal-service.ts';

const SIZE = { columns: 30, rows: 8 };

let parts: ScreenParts;

beforeAll(async () => {
  parts = await loadScreenParts();
});

/** Draws what it is sent, as slowly as it likes, until it is told to stop. */
class Window {
  readonly terminal = new parts.Terminal({
    cols: SIZE.columns,
    rows: SIZE.rows,
    scrollback: 5000,
    allowProposedApi: true,
  });
  readonly #stop = new AbortController();

  async show(service: TerminalService, id: string, pauseTurns: number): Promise<void> {
    for await (const bytes of service.session(id).attach(SIZE, this.#stop.signal)) {
      await new Promise<void>((done) => this.terminal.write(bytes, done));
      for (let turns = 0; turns < pauseTurns; turns += 1) await turn();
    }
  }

  leave(): void {
    this.#stop.abort();
  }

  get lines(): readonly string[] {
    const { active } = this.terminal.buffer;
    return Array.from(
      { length: active.length },
      (_, y) => active.getLine(y)?.translateToString(true) ?? '',
    );
  }
}

/** What a shell may do next, and whoever looks at it. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ lines: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ turns: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ attach: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 1, arbitrary: fc.constant('detach' as const) },
);

it(
  'draws, for whoever comes whenever, each line once and in order',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const shells = new MemoryShells();
        const service = new TerminalService(shells.access);
        const id = await service.open(CONTAINER_ID, SIZE);
        await vi.waitFor(() => shells.shell, { interval: 1 });
        shells.shell.announces();
        let window = new Window();
        let lineCount = 0;
        for (const action of [...steps, { attach: 0 }]) {
          if (action === 'detach') window.leave();
          else if ('turns' in action) for (let i = 0; i < action.turns; i += 1) await turn();
          else if ('attach' in action) {
            window.leave();
            window = new Window();
            void window.show(service, id, action.attach);
          } else {
            for (let i = 0; i < action.lines; i += 1) {
              lineCount += 1;
              shells.shell.says(`line ${lineCount} ${'é🚀'.repeat(lineCount % 12)}\r\n`);
            }
          }
        }
        shells.shell.says('END');
        await vi.waitFor(() => expect(window.lines.join('\n')).toContain('END'), {
          timeout: 5_000,
          interval: 1,
        });
        const seen = window.lines
          .filter((line) => line.startsWith('line'))
          .map((line) => line.split(' ')[1]);
        expect(seen).toEqual(Array.from({ length: lineCount }, (_, i) => String(i + 1)));
        window.leave();
        await service.dispose();
      }),
      { numRuns: 60, seed: 7 },
    );
  },
);
