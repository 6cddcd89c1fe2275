import { formatPlural } from '../../../shared/value/count.ts';
import { focusTerminal } from '../../store/terminal-panel-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import style from './terminals-panel.module.css';
import { useOverlay } from './use-overlay.ts';

interface DropDialogProps {
  /** The paths of what was dropped, as words for a shell. */
  readonly words: readonly string[];
  readonly onType: (text: string) => void;
  readonly onClose: () => void;
}

/** Shows what a drop would type, as it would be typed. */
export function DropDialog({ words, onType, onClose }: DropDialogProps): React.JSX.Element {
  useOverlay();
  const leave = (): void => {
    onClose();
    focusTerminal();
  };
  const what = words.length === 1 ? 'this path' : formatPlural(words.length, 'path');
  return (
    <Modal
      title={`Type ${what}?`}
      closeLabel="Cancel"
      onClose={leave}
      action={
        <Button
          look="primary"
          onPress={() => {
            onType(`${words.join(' ')} `);
            leave();
          }}
        >
          Type
        </Button>
      }
    >
      <p>
        Paths on this computer, each as one word. The container finds them only where their folder
        is mounted under the same path.
      </p>
      <ScrollBox label="Paths to type" className={style['pasted']}>
        <pre className="selectable">{words.join('\n')}</pre>
      </ScrollBox>
    </Modal>
  );
}
