import { useState, type DragEvent } from 'react';
import { notifyFailure, notifyInfo } from '../../store/notice-store.ts';
import { pathOfDropped } from '../../store/dropped-file.ts';
import { quotePath } from './quote-path.ts';

/** More nobody means to type. */
const MAX_FILES = 64;

interface FileDrop {
  /** Whether files are held above it. */
  readonly isOver: boolean;
  readonly handlers: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

let isExplained = false;

/** Files that are dropped: their paths are typed, each as one word, and nothing is run. */
export function useFileDrop(onText: (text: string) => void): FileDrop {
  const [isOver, setIsOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setIsOver(true);
      },
      onDragLeave: (event) => {
        const { relatedTarget, currentTarget } = event;
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) {
          setIsOver(false);
        }
      },
      onDrop: (event) => {
        setIsOver(false);
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        const words = wordsOf([...event.dataTransfer.files].slice(0, MAX_FILES));
        if (words !== undefined) onText(words);
      },
    },
  };
}

function wordsOf(files: readonly File[]): string | undefined {
  const paths = files.map((file) => pathOfDropped(file)).filter((path) => path !== '');
  const words = paths.map(quotePath);
  if (words.length === 0) return undefined;
  if (words.includes(undefined)) {
    notifyFailure('Typing the path', {
      code: 'invalid-input',
      message: 'The file’s name has control characters, which a shell would act on.',
      hint: 'Rename the file first.',
    });
    return undefined;
  }
  if (!isExplained) {
    isExplained = true;
    notifyInfo(
      'Typed the path on this computer.',
      'The container finds it only where its folder is mounted under the same path.',
    );
  }
  return `${words.join(' ')} `;
}
