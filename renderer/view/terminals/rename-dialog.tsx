import { useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { focusTerminal } from '../../store/terminal-panel-store.ts';
import { renameTerminal } from '../../store/terminal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import style from './terminals-panel.module.css';
import { useOverlay } from './use-overlay.ts';

interface RenameDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** What the main process takes at most. */
const NAME_LIMIT_CHARACTERS = 64;

/** Gives a terminal a name of the user's own. */
export function RenameDialog({ session, onClose }: RenameDialogProps): React.JSX.Element {
  const [name, setName] = useState(session.name);
  useOverlay();
  const leave = (): void => {
    onClose();
    focusTerminal();
  };
  const rename = (): void => {
    leave();
    void renameTerminal(session, name.trim());
  };
  return (
    <Modal
      title={`Rename the terminal in ${session.containerName}`}
      closeLabel="Cancel"
      onClose={leave}
      action={
        <Button look="primary" onPress={rename}>
          Rename
        </Button>
      }
    >
      <label className={style['name']}>
        Name
        <input
          type="text"
          value={name}
          maxLength={NAME_LIMIT_CHARACTERS}
          spellCheck={false}
          autoComplete="off"
          ref={(field) => field?.select()}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename();
          }}
        />
      </label>
      <p className={style['soft']}>
        The container’s name always stands before it. Without a name, the tab shows what the program
        calls itself.
      </p>
    </Modal>
  );
}
