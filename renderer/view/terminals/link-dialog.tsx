import { focusTerminal } from '../../store/terminal-panel-store.ts';
import { openTerminalLink } from '../../store/terminal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import style from './terminals-panel.module.css';
import { useOverlay } from './use-overlay.ts';

interface LinkDialogProps {
  readonly link: string;
  readonly onClose: () => void;
}

/** Shows where a link leads, in full: its text may say something else. */
export function LinkDialog({ link, onClose }: LinkDialogProps): React.JSX.Element {
  useOverlay();
  const leave = (): void => {
    onClose();
    focusTerminal();
  };
  return (
    <Modal
      title="Open this link in your browser?"
      closeLabel="Cancel"
      onClose={leave}
      action={
        <Button
          look="primary"
          onPress={() => {
            leave();
            void openTerminalLink(link);
          }}
        >
          Open
        </Button>
      }
    >
      <p>A program in the container wrote it.</p>
      <ScrollBox label="Link" className={style['pasted']}>
        <code className="selectable">{link}</code>
      </ScrollBox>
    </Modal>
  );
}
