import type { BrowserWindow } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAppWindow, type AppWindowParts } from './app-window.ts';

/** A window's size in pixels, and whether it fills the screen. */
interface WindowSize {
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

const MIN_SIZE = { width: 960, height: 600 } as const;
const MAX_SIDE_PX = 20_000;
const DEFAULT_SIZE: WindowSize = { width: 1280, height: 800, isMaximized: false };

/** The main window: there is one at most, and it can be opened again. */
export class MainWindow {
  readonly #stateDirectory: string;
  readonly #parts: AppWindowParts;
  #window: BrowserWindow | undefined;

  constructor(stateDirectory: string, parts: AppWindowParts) {
    this.#stateDirectory = stateDirectory;
    this.#parts = parts;
  }

  get isOpen(): boolean {
    return this.#window?.isDestroyed() === false;
  }

  /** Opens it, or brings it to the front. */
  readonly show = (): void => {
    if (this.#window === undefined || this.#window.isDestroyed()) {
      this.#window = openMainWindow(this.#stateDirectory, this.#parts);
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  };
}

/** Opens it in the size that it had last. */
function openMainWindow(stateDirectory: string, parts: AppWindowParts): BrowserWindow {
  const sizeFile = join(stateDirectory, 'window.json');
  const { isMaximized, ...size } = readSize(sizeFile);
  const window = openAppWindow(parts, {
    ...size,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'Berth',
  });
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    saveSize(sizeFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  return window;
}

function readSize(file: string): WindowSize {
  try {
    const { width, height, isMaximized } = JSON.parse(readFileSync(file, 'utf8'));
    if (!isSide(width, MIN_SIZE.width) || !isSide(height, MIN_SIZE.height)) return DEFAULT_SIZE;
    return { width, height, isMaximized: isMaximized === true };
  } catch {
    // No file yet, or one that does not fit: a window's size is not worth a question.
    return DEFAULT_SIZE;
  }
}

/** Checked by hand: a schema library would be loaded before the window for this alone. */
function isSide(value: unknown, minPx: number): value is number {
  return Number.isInteger(value) && Number(value) >= minPx && Number(value) <= MAX_SIDE_PX;
}

function saveSize(file: string, size: WindowSize): void {
  try {
    const { width, height, isMaximized } = size;
    writeFileSync(file, JSON.stringify({ width, height, isMaximized }), { mode: 0o600 });
  } catch {
    // A full disk must not keep the window open.
  }
}
