import ArrowLeftToLine from 'lucide-react/icons/arrow-left-to-line';
import Columns2 from 'lucide-react/icons/columns-2';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Plus from 'lucide-react/icons/plus';
import Search from 'lucide-react/icons/search';
import Trash2 from 'lucide-react/icons/trash-2';
import X from 'lucide-react/icons/x';
import { useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { toggleTerminals } from '../../store/terminal-panel-store.ts';
import { bringTerminalBack, closeTerminal, openTerminal } from '../../store/terminal-store.ts';
import { IconButton } from '../../widget/button/icon-button.tsx';
import type { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import { keysOf, type TerminalCommand } from './terminal-keys.ts';
import style from './terminals-panel.module.css';
import { ToolsMenu, type MenuDialog } from './tools-menu.tsx';

interface TerminalToolsProps {
  readonly active: Session | undefined;
  readonly screen: TerminalScreen | undefined;
  /** Whether it has a window of its own, without tabs and panes. */
  readonly isAlone?: boolean;
  readonly onCommand: (command: TerminalCommand) => void;
  readonly onDialog: (dialog: MenuDialog) => void;
}

/** What can be done with the chosen terminal, and with the panel or the window that it is in. */
export function TerminalTools(props: TerminalToolsProps): React.JSX.Element {
  const { active, onCommand, isAlone = false } = props;
  const [menuAt, setMenuAt] = useState<Element>();
  const refusal = active === undefined ? 'There is no terminal' : undefined;
  return (
    <div className={style['tools']}>
      <IconButton
        label="New terminal"
        tip={`New terminal in ${active?.containerName ?? 'the same container'}`}
        icon={<Plus size={15} aria-hidden="true" />}
        refusal={refusal}
        onPress={() => active && void openTerminal(active)}
      />
      {!isAlone && (
        <IconButton
          label="Split right"
          tip="Split right: another terminal beside it"
          keys={keysOf('split-right')}
          icon={<Columns2 size={14} aria-hidden="true" />}
          refusal={refusal}
          onPress={() => onCommand('split-right')}
        />
      )}
      <IconButton
        label="Find in terminal"
        keys={keysOf('find')}
        icon={<Search size={14} aria-hidden="true" />}
        refusal={refusal}
        onPress={() => onCommand('find')}
      />
      <IconButton
        label="Terminal actions"
        tip="More actions"
        icon={<Ellipsis size={15} aria-hidden="true" />}
        refusal={refusal}
        opensMenu
        isMenuOpen={menuAt !== undefined}
        onPress={(event) => setMenuAt(event.currentTarget)}
      />
      <IconButton
        label="Close terminal"
        tip="Close terminal: its shell ends"
        icon={<Trash2 size={14} aria-hidden="true" />}
        refusal={refusal}
        onPress={() => active && void closeTerminal(active)}
      />
      {isAlone ? active && <BringBack session={active} /> : <HideTerminals />}
      {menuAt !== undefined && active !== undefined && (
        <ToolsMenu {...props} active={active} at={menuAt} onClose={() => setMenuAt(undefined)} />
      )}
    </div>
  );
}

function BringBack({ session }: { readonly session: Session }): React.JSX.Element {
  return (
    <IconButton
      label="Bring back"
      tip="Bring back to the main window"
      icon={<ArrowLeftToLine size={14} aria-hidden="true" />}
      onPress={() => void bringTerminalBack(session)}
    />
  );
}

function HideTerminals(): React.JSX.Element {
  return (
    <IconButton
      label="Hide terminals"
      tip="Hide terminals: they go on"
      keys={keysOf('toggle')}
      icon={<X size={15} aria-hidden="true" />}
      onPress={() => toggleTerminals(false)}
    />
  );
}
