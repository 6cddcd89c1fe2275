import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import type { PasteCheck } from './paste-rule.ts';
import { TerminalModal } from './terminal-modal.tsx';
import style from './terminals-panel.module.css';

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
  return (
    <TerminalModal
      title="Paste this text?"
      onClose={onClose}
      action={{ label: 'Paste', run: onPaste }}
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
    </TerminalModal>
  );
}
