import { useRef, useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { focusTerminal } from '../../store/terminal-panel-store.ts';
import { renameTerminal } from '../../store/terminal-store.ts';
import { TerminalModal } from './terminal-modal.tsx';
import style from './terminals-panel.module.css';

interface RenameDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** What the main process takes at most. */
const NAME_LIMIT_CHARACTERS = 64;

/** Gives a terminal a name of the user's own. */
export function RenameDialog({ session, onClose }: RenameDialogProps): React.JSX.Element {
  const [name, setName] = useState(session.name);
  const field = useRef<HTMLInputElement>(null);
  const rename = (): void => void renameTerminal(session, name.trim());
  return (
    <TerminalModal
      title={`Rename the terminal in ${session.containerName}`}
      onClose={onClose}
      focusFirst={field}
      action={{ label: 'Rename', run: rename }}
    >
      <label className={style['name']}>
        Name
        <input
          ref={field}
          type="text"
          value={name}
          maxLength={NAME_LIMIT_CHARACTERS}
          spellCheck={false}
          autoComplete="off"
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            onClose();
            focusTerminal();
            rename();
          }}
        />
      </label>
      <p className={style['soft']}>
        The container’s name always stands before it. Without a name, the tab shows what the program
        calls itself.
      </p>
    </TerminalModal>
  );
}
