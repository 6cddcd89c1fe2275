import '../ipc/bridge.ts';

/** Where a file lies that somebody dropped on the window; empty for what is no file of this machine. */
export function pathOfDropped(file: File): string {
  return window.berth.pathOf(file);
}
