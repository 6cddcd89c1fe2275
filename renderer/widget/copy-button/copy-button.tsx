import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import { useEffect, useState } from 'react';
import { Button } from '../button/button.tsx';
import { copyText } from './copy-text.ts';

interface CopyButtonProps {
  readonly label: string;
  readonly textOf: () => string;
  readonly look?: 'primary' | 'plain' | 'quiet';
}

const ANSWER_MS = 1800;

/** Copies a text and says whether that worked. */
export function CopyButton({ label, textOf, look = 'quiet' }: CopyButtonProps): React.JSX.Element {
  const [answer, setAnswer] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (answer === undefined) return;
    const timer = setTimeout(() => setAnswer(undefined), ANSWER_MS);
    return () => clearTimeout(timer);
  }, [answer]);
  const copy = async (): Promise<void> => {
    setAnswer((await copyText(textOf())) ? 'copied' : 'refused');
  };
  return (
    <Button
      look={look}
      icon={
        answer === 'copied' ? (
          <Check size={14} aria-hidden="true" />
        ) : (
          <Copy size={14} aria-hidden="true" />
        )
      }
      onPress={() => void copy()}
    >
      {answer === undefined ? label : answer === 'copied' ? 'Copied' : 'Not copied'}
    </Button>
  );
}
