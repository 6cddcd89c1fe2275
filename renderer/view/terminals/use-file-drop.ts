import { useState, type DragEvent } from 'react';
import { notifyFailure } from '../../store/notice-store.ts';
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

/** Files that are dropped: `onWords` gets their paths, each as one word for a shell. Nothing is typed yet. */
export function useFileDrop(onWords: (words: readonly string[]) => void): FileDrop {
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
        if (words !== undefined) onWords(words);
      },
    },
  };
}

function wordsOf(files: readonly File[]): readonly string[] | undefined {
  const paths = files.map((file) => pathOfDropped(file)).filter((path) => path !== '');
  const words = paths.map(quotePath).filter((word) => word !== undefined);
  if (words.length === paths.length) return words.length === 0 ? undefined : words;
  notifyFailure('Typing the path', {
    code: 'invalid-input',
    message: 'The file’s name has control characters, which a shell would act on.',
    hint: 'Rename the file first.',
  });
  return undefined;
}
