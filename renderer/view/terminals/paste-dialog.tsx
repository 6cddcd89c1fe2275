import { focusTerminal } from '../../store/terminal-panel-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import type { PasteCheck } from './paste-rule.ts';
import style from './terminals-panel.module.css';
import { useOverlay } from './use-overlay.ts';

interface PasteDialogProps {
  readonly check: PasteCheck;
  readonly onPaste: () => void;
  readonly onClose: () => void;
}

/** What is shown of a paste; the rest is counted. */
const SHOWN_CHARACTERS = 20_000;

/** Shows what would be pasted, and why that is asked. */
export function PasteDialog({ check, onPaste, onClose }: PasteDialogProps): React.JSX.Element {
  const { text, reasons } = check;
  useOverlay();
  const leave = (): void => {
    onClose();
    focusTerminal();
  };
  return (
    <Modal
      title="Paste this text?"
      closeLabel="Cancel"
      onClose={leave}
      action={
        <Button
          look="primary"
          onPress={() => {
            onPaste();
            leave();
          }}
        >
          Paste
        </Button>
      }
    >
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <ScrollBox label="Text to paste" className={style['pasted']}>
        <pre className="selectable">{text.slice(0, SHOWN_CHARACTERS)}</pre>
        {text.length > SHOWN_CHARACTERS && (
          <p>… and {text.length - SHOWN_CHARACTERS} characters more</p>
        )}
      </ScrollBox>
    </Modal>
  );
}
