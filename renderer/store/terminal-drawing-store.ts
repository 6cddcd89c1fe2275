import { create } from 'zustand';

interface TerminalDrawingState {
  /** What drew the last terminal that was shown, and why; undefined before the first. */
  readonly drawing: { readonly by: 'gpu' | 'dom'; readonly reason: string } | undefined;
}

export const useTerminalDrawing = create<TerminalDrawingState>()(() => ({ drawing: undefined }));

/** Keeps what draws, for whoever asks. */
export function noteDrawing(drawing: TerminalDrawingState['drawing']): void {
  useTerminalDrawing.setState({ drawing });
}
