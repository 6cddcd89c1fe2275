import type { ShellChoice } from '../../../shared/value/shell-choice.ts';
import type { AnnouncedShell } from './shell-announcement.ts';

/** How a shell is to be opened, again after each end. */
export interface ShellOpening {
  readonly choice: ShellChoice;
  /** Chosen for another container of this image: a shell that is not here may be another. */
  readonly isRemembered: boolean;
}

/** Whether another shell had to take the place of the one that was remembered. */
export function isFallback({ choice, isRemembered }: ShellOpening, shell: AnnouncedShell): boolean {
  if (!isRemembered || choice.shell === undefined) return false;
  return shell.path !== choice.shell && !shell.path.endsWith(`/${choice.shell}`);
}

/** A line on the screen that says so; it comes from Berth and not from the container. */
export function fallbackLine(opening: ShellOpening, shell: AnnouncedShell): Uint8Array {
  const words = `${opening.choice.shell}, remembered for this image, is not in this container. This is ${shell.path}.`;
  return new TextEncoder().encode(`\u001B[2m[Berth: ${words}]\u001B[0m\r\n`);
}
