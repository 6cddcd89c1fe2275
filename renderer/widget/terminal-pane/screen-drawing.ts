import type { ITerminalAddon } from '@xterm/xterm';
import {
  chooseDrawing,
  type Drawing,
  type DrawingChoice,
  type GpuFacts,
} from './choose-drawing.ts';

/** What draws by the graphics card, as much of it as is used here. */
export interface GpuAddon extends ITerminalAddon {
  readonly onContextLoss: (listener: () => void) => unknown;
}

interface ScreenDrawingParts {
  readonly loadAddon: (addon: ITerminalAddon) => void;
  /** Fails where no context can be had. */
  readonly makeGpu: () => Promise<GpuAddon>;
  readonly measureGpu: () => Promise<GpuFacts>;
  /** Told what draws whenever that changes. */
  readonly onDrawing: (drawing: Drawing) => void;
}

const NOT_ASKED: GpuFacts = { kind: 'none' };

/** Drivers come back within it after they fell over or the machine slept. */
const TRY_AGAIN_MS = 1_000;

/**
 * Draws one screen by the graphics card where that is chosen and works, and by the page's own elements, which are
 * always there, otherwise. A context that is lost is asked for once more. Dispose it.
 */
export class ScreenDrawing {
  readonly #parts: ScreenDrawingParts;
  #choice: DrawingChoice | undefined;
  #isShown = true;
  #gpu: GpuAddon | undefined;
  #lostCount = 0;
  /** Counts what was asked for: an answer to an older question is no longer wanted. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ScreenDrawingParts) {
    this.#parts = parts;
  }

  /** Draws as it is chosen from now on. */
  choose(choice: DrawingChoice): void {
    if (choice === this.#choice) return;
    this.#choice = choice;
    this.#lostCount = 0;
    void this.#apply();
  }

  /** A hidden screen holds no context: a page has 16 of them in all. */
  setShown(isShown: boolean): void {
    if (isShown === this.#isShown) return;
    this.#isShown = isShown;
    void this.#apply();
  }

  dispose(): void {
    this.#isShown = false;
    this.#letGo();
  }

  async #apply(): Promise<void> {
    this.#letGo();
    if (!this.#isShown || this.#choice === undefined) return;
    const turn = this.#turn;
    const isMeasured = this.#choice !== 'dom';
    const facts = isMeasured ? await this.#parts.measureGpu() : NOT_ASKED;
    if (turn !== this.#turn) return;
    const drawing = chooseDrawing(this.#choice, facts);
    if (drawing.by === 'dom') return this.#parts.onDrawing(drawing);
    try {
      const gpu = await this.#parts.makeGpu();
      if (turn !== this.#turn) return gpu.dispose();
      this.#parts.loadAddon(gpu);
      this.#gpu = gpu;
      gpu.onContextLoss(() => this.#lose(gpu));
      this.#parts.onDrawing(drawing);
    } catch {
      if (turn !== this.#turn) return;
      this.#parts.onDrawing({ by: 'dom', reason: 'The graphics card gave no context.' });
    }
  }

  #lose(gpu: GpuAddon): void {
    if (gpu !== this.#gpu) return;
    this.#letGo();
    this.#lostCount += 1;
    const isLast = this.#lostCount > 1;
    this.#parts.onDrawing({
      by: 'dom',
      reason: isLast
        ? 'The graphics card lost its context twice.'
        : 'The graphics card lost its context; it is tried once more.',
    });
    if (!isLast) this.#timer = setTimeout(() => void this.#apply(), TRY_AGAIN_MS);
  }

  #letGo(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    const gpu = this.#gpu;
    this.#gpu = undefined;
    // The page's own elements draw again as soon as it is gone.
    gpu?.dispose();
  }
}
