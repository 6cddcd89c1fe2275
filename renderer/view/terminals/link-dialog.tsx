import { openTerminalLink } from '../../store/terminal-store.ts';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import { TerminalModal } from './terminal-modal.tsx';
import style from './terminals-panel.module.css';

interface LinkDialogProps {
  readonly link: string;
  readonly onClose: () => void;
}

/** Shows where a link leads, in full: its text may say something else. */
export function LinkDialog({ link, onClose }: LinkDialogProps): React.JSX.Element {
  return (
    <TerminalModal
      title="Open this link in your browser?"
      onClose={onClose}
      action={{ label: 'Open', run: () => void openTerminalLink(link) }}
    >
      <p>A program in the container wrote it.</p>
      <ScrollBox label="Link" className={style['pasted']}>
        <code className="selectable">{link}</code>
      </ScrollBox>
    </TerminalModal>
  );
}
