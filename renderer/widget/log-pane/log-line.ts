/** How a stretch of log text looks. */
export interface TextLook {
  /** A terminal colour 0 to 15, or a CSS colour; absent for the pane's own. */
  readonly color?: number | string;
  readonly isBold?: boolean;
  readonly isDim?: boolean;
  readonly isItalic?: boolean;
  readonly isUnderlined?: boolean;
}

/** A stretch of text in one look. */
export interface TextSpan {
  readonly text: string;
  readonly look: TextLook;
}

/** One line; `spans` is absent where all of it has the pane's own look. */
export interface LogLine {
  readonly text: string;
  readonly spans?: readonly TextSpan[];
}

/** Lines that live outside React; the pane reads only the ones in sight. */
export interface LogLines {
  readonly lineCount: number;
  /** Lines that gave way to newer ones since the last clear. */
  readonly droppedCount: number;
  /** The line at an index from 0, oldest first. */
  readonly lineAt: (index: number) => LogLine | undefined;
}
