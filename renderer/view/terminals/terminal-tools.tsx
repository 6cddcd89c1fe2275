import Accessibility from 'lucide-react/icons/accessibility';
import Copy from 'lucide-react/icons/copy';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Eraser from 'lucide-react/icons/eraser';
import PencilLine from 'lucide-react/icons/pencil-line';
import Plus from 'lucide-react/icons/plus';
import Search from 'lucide-react/icons/search';
import Settings2 from 'lucide-react/icons/settings-2';
import TextSelect from 'lucide-react/icons/text-select';
import Trash2 from 'lucide-react/icons/trash-2';
import X from 'lucide-react/icons/x';
import ZoomIn from 'lucide-react/icons/zoom-in';
import ZoomOut from 'lucide-react/icons/zoom-out';
import { useRef, useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import {
  focusTerminal,
  toggleScreenReader,
  toggleTerminals,
  useTerminalPanelStore,
} from '../../store/terminal-panel-store.ts';
import { askTerminalOptions } from '../../store/terminal-options-store.ts';
import { closeTerminal, openTerminal } from '../../store/terminal-store.ts';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { RowMenu, type MenuEntry } from '../../widget/row-menu/row-menu.tsx';
import type { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import type { TerminalCommand } from './terminal-keys.ts';
import style from './terminals-panel.module.css';
import { useOverlay } from './use-overlay.ts';

interface TerminalToolsProps {
  readonly active: Session | undefined;
  readonly screen: TerminalScreen | undefined;
  readonly onCommand: (command: TerminalCommand) => void;
  readonly onRename: (session: Session) => void;
}

/** What can be done with the chosen terminal, and with the panel. */
export function TerminalTools(props: TerminalToolsProps): React.JSX.Element {
  const { active, onCommand } = props;
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
      <IconButton
        label="Find in terminal"
        tip="Find in terminal (Ctrl+Shift+F)"
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
      <IconButton
        label="Hide terminals"
        tip="Hide terminals (Ctrl+`): they go on"
        icon={<X size={15} aria-hidden="true" />}
        onPress={() => toggleTerminals(false)}
      />
      {menuAt !== undefined && active !== undefined && (
        <ToolsMenu {...props} active={active} at={menuAt} onClose={() => setMenuAt(undefined)} />
      )}
    </div>
  );
}

const ICON = { size: 14, 'aria-hidden': true } as const;

interface ToolsMenuProps extends TerminalToolsProps {
  readonly active: Session;
  readonly at: Element;
  readonly onClose: () => void;
}

function ToolsMenu({
  active,
  screen,
  onCommand,
  onRename,
  at,
  onClose,
}: ToolsMenuProps): React.JSX.Element {
  const isScreenReaderOn = useTerminalPanelStore((store) => store.isScreenReaderOn);
  const leadsElsewhere = useRef(false);
  useOverlay();
  const leading = (go: () => void) => (): void => {
    leadsElsewhere.current = true;
    go();
  };
  return (
    <RowMenu
      label={`Actions for the terminal in ${active.containerName}`}
      at={at}
      onClose={() => {
        onClose();
        if (!leadsElsewhere.current) focusTerminal();
      }}
      returnFocusTo={() => null}
      entries={[
        {
          label: 'New terminal with options…',
          icon: <Settings2 {...ICON} />,
          onChoose: leading(() => askTerminalOptions(active, true)),
        },
        {
          label: 'Rename',
          icon: <PencilLine {...ICON} />,
          onChoose: leading(() => onRename(active)),
        },
        {
          label: 'Copy',
          icon: <Copy {...ICON} />,
          refusal:
            screen === undefined || screen.selection === '' ? 'Nothing is marked' : undefined,
          onChoose: () => onCommand('copy'),
        },
        {
          label: 'Select all',
          icon: <TextSelect {...ICON} />,
          onChoose: () => onCommand('select-all'),
        },
        ...textEntries(onCommand),
        {
          label: isScreenReaderOn ? 'Screen reader off' : 'Screen reader on',
          icon: <Accessibility {...ICON} />,
          onChoose: () => toggleScreenReader(),
        },
      ]}
    />
  );
}

function textEntries(onCommand: (command: TerminalCommand) => void): readonly MenuEntry[] {
  return [
    { label: 'Clear', icon: <Eraser {...ICON} />, onChoose: () => onCommand('clear') },
    { label: 'Larger text', icon: <ZoomIn {...ICON} />, onChoose: () => onCommand('larger') },
    {
      label: 'Smaller text',
      icon: <ZoomOut {...ICON} />,
      onChoose: () => onCommand('smaller'),
    },
  ];
}
