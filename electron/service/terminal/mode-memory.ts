import type { Terminal } from '@xterm/headless';

/**
 * Modes that the serializer leaves out: the cursor's visibility, how the mouse is told (without it
 * a program understands no click after a re-attach), and alternate scroll.
 */
const KEPT_MODES: ReadonlyMap<number, boolean> = new Map([
  [25, true],
  [1005, false],
  [1006, false],
  [1015, false],
  [1016, false],
]);

/** Remembers, from what a program sends, what a serialized screen would forget. */
export class ModeMemory {
  readonly #terminal: Terminal;
  readonly #changed = new Map<number, boolean>();
  #cursorStyle = 0;
  #region: readonly [number, number] | undefined;
  /** The screens, the ordinary and the alternate one, that scroll a part of theirs: each has a region of its own. */
  readonly #partial = new Set<string>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    const { parser } = terminal;
    // False, always: the terminal itself acts on it too.
    const set = (isOn: boolean) => (params: (number | number[])[]) => {
      for (const param of params) if (typeof param === 'number') this.#set(param, isOn);
      return false;
    };
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, set(true));
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, set(false));
    parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, ([style]) => {
      this.#cursorStyle = typeof style === 'number' ? style : 0;
      return false;
    });
    parser.registerCsiHandler({ final: 'r' }, ([top, bottom]) => {
      this.#setRegion(Number(top ?? 0), Number(bottom ?? 0));
      return false;
    });
    const reset = (): boolean => {
      this.#changed.clear();
      this.#cursorStyle = 0;
      this.#region = undefined;
      this.#partial.delete(terminal.buffer.active.type);
      return false;
    };
    parser.registerCsiHandler({ intermediates: '!', final: 'p' }, reset);
    parser.registerEscHandler({ final: 'c' }, reset);
    terminal.onResize(() => {
      this.#region = undefined;
      this.#partial.clear();
    });
    terminal.buffer.onBufferChange(() => (this.#region = undefined));
  }

  /** Whether each line feed at the bottom moves the whole screen, and what leaves it goes to the scrollback. */
  get scrollsAsWhole(): boolean {
    const { type } = this.#terminal.buffer.active;
    return type === 'normal' && !this.#partial.has(type);
  }

  /** What brings them back, after the screen itself. */
  restore(): string {
    const modes = [...this.#changed].map(([mode, isOn]) => `\u001B[?${mode}${isOn ? 'h' : 'l'}`);
    const style = this.#cursorStyle === 0 ? '' : `\u001B[${this.#cursorStyle} q`;
    return `${this.#restoreRegion()}${modes.join('')}${style}`;
  }

  /** Setting it moves the cursor, which then goes back to where it was. */
  #restoreRegion(): string {
    if (this.#region === undefined || this.#terminal.modes.originMode) return '';
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    const [top, bottom] = this.#region;
    return `\u001B[${top};${bottom}r\u001B[${cursorY + 1};${cursorX + 1}H`;
  }

  #set(mode: number, isOn: boolean): void {
    const standard = KEPT_MODES.get(mode);
    if (standard === undefined) return;
    if (isOn === standard) this.#changed.delete(mode);
    else this.#changed.set(mode, isOn);
  }

  #setRegion(top: number, bottom: number): void {
    const { rows } = this.#terminal;
    const first = Math.max(1, top);
    const last = bottom === 0 || bottom > rows ? rows : bottom;
    if (last <= first) return;
    const { type } = this.#terminal.buffer.active;
    if (first === 1 && last === rows) this.#partial.delete(type);
    else this.#partial.add(type);
    this.#region = first === 1 && last === rows ? undefined : [first, last];
  }
}
