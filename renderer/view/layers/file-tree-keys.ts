import type { KeyboardEvent } from 'react';
import { lineAt, placeOf, rowAt, rowsOf } from '../../store/layer/file-lines.ts';
import {
  closeFolder,
  openFolder,
  selectFile,
  useFileTreeStore,
} from '../../store/layer/file-tree-store.ts';
import { viewFile } from '../../store/layer/file-viewer-store.ts';
import { subjectOf } from '../../store/layer/row-subject.ts';
import { nextRow } from '../../widget/data-grid/next-row.ts';

/** Height of a line of the tree, in CSS pixels. */
export const LINE_PX = 26;

/** The keys of a tree, as the ARIA practices have them; every printable character looks for a name. */
export function treeKeys(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const pageLines = Math.max(1, Math.floor(event.currentTarget.clientHeight / LINE_PX) - 1);
  if (moveBy(event.key, pageLines) || actOn(event.key)) event.preventDefault();
}

function moveBy(key: string, pageLines: number): boolean {
  const { current, folders, runs, lineCount } = useFileTreeStore.getState();
  const place = current === undefined ? -1 : placeOf(runs, current.folder, current.index);
  const next = nextRow(key, place, lineCount, pageLines);
  if (next === undefined) return false;
  const line = lineAt(folders, runs, next);
  if (line !== undefined) void selectFile(line.folder.node, line.index);
  return true;
}

function actOn(key: string): boolean {
  const { current, folders, runs } = useFileTreeStore.getState();
  if (current === undefined) return false;
  const { folder, index, node } = current;
  const isOpen = folders.has(node);
  switch (key) {
    case 'ArrowRight':
      if (isOpen) void selectFile(node, 0);
      else void openFolder(folder, index);
      return true;
    case 'ArrowLeft': {
      const holder = folders.get(folder);
      if (isOpen) closeFolder(node);
      else if (holder?.parent !== undefined) void selectFile(holder.parent, holder.index);
      return true;
    }
    case 'Enter':
    case ' ':
      if (isOpen) closeFolder(node);
      else openRow(folder, index);
      return true;
    case '*':
      openSiblings(folder);
      return true;
    default: {
      if (!/^.$/u.test(key)) return false;
      const place = placeOf(runs, folder, index);
      lookFor(key, place);
      return true;
    }
  }
}

/** Opens a folder in its place, and shows what a file holds. */
export function openRow(folder: number, index: number): void {
  const holder = useFileTreeStore.getState().folders.get(folder);
  const subject = subjectOf(holder && rowAt(holder, index));
  if (subject === undefined) void openFolder(folder, index);
  else viewFile(subject);
}

/** Opening more folders than these at one stroke is a mistake, not a wish. */
const MAX_OPENED = 100;

function openSiblings(folder: number): void {
  const holder = useFileTreeStore.getState().folders.get(folder);
  if (holder === undefined) return;
  const shut = [...rowsOf(holder)].filter(([, row]) => row.childCount > 0).slice(0, MAX_OPENED);
  for (const [index] of shut) void openFolder(folder, index);
}

/** Letters that come after a longer pause begin a new word. */
const WORD_PAUSE_MS = 700;
/** Lines that are gone through for a name: more are not open at once in practice. */
const MAX_LOOKED_THROUGH = 20_000;

let typed = '';
let typedAtMs = 0;

/** Goes to the next line whose name begins so; the same letter again goes on to the one after. */
function lookFor(letter: string, place: number): void {
  const nowMs = performance.now();
  typed = nowMs - typedAtMs < WORD_PAUSE_MS ? typed + letter : letter;
  typedAtMs = nowMs;
  const { folders, runs, lineCount } = useFileTreeStore.getState();
  const isRepeated = typed === letter.repeat(typed.length);
  const wanted = (isRepeated ? letter : typed).toLowerCase();
  const first = isRepeated ? place + 1 : place;
  for (let step = 0; step < Math.min(lineCount, MAX_LOOKED_THROUGH); step += 1) {
    const line = lineAt(folders, runs, (first + step) % lineCount);
    if (line?.row?.name.toLowerCase().startsWith(wanted) !== true) continue;
    return void selectFile(line.folder.node, line.index);
  }
}
