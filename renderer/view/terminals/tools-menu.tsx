import Accessibility from 'lucide-react/icons/accessibility';
import ArrowLeftToLine from 'lucide-react/icons/arrow-left-to-line';
import CircleDot from 'lucide-react/icons/circle-dot';
import CircleStop from 'lucide-react/icons/circle-stop';
import Columns2 from 'lucide-react/icons/columns-2';
import Copy from 'lucide-react/icons/copy';
import Eraser from 'lucide-react/icons/eraser';
import PencilLine from 'lucide-react/icons/pencil-line';
import PictureInPicture2 from 'lucide-react/icons/picture-in-picture-2';
import Play from 'lucide-react/icons/play';
import Rows2 from 'lucide-react/icons/rows-2';
import Save from 'lucide-react/icons/save';
import Settings from 'lucide-react/icons/settings';
import Settings2 from 'lucide-react/icons/settings-2';
import TextSelect from 'lucide-react/icons/text-select';
import ZoomIn from 'lucide-react/icons/zoom-in';
import ZoomOut from 'lucide-react/icons/zoom-out';
import { useRef } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { chooseRecording, saveTerminalText, stopRecording } from '../../store/recording-store.ts';
import { focusTerminal } from '../../store/terminal-panel-store.ts';
import { askTerminalOptions } from '../../store/terminal-options-store.ts';
import { toggleScreenReader, useTerminalSettings } from '../../store/terminal-settings-store.ts';
import { bringTerminalBack, moveTerminalToWindow } from '../../store/terminal-store.ts';
import { RowMenu, type MenuEntry } from '../../widget/row-menu/row-menu.tsx';
import type { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import { keysOf, type TerminalCommand } from './terminal-keys.ts';
import { useOverlay } from './use-overlay.ts';

/** A question or sheet that the menu leads to. */
export type MenuDialog = 'rename' | 'settings' | 'record';

interface ToolsMenuProps {
  readonly active: Session;
  readonly screen: TerminalScreen | undefined;
  /** Whether it has a window of its own, without tabs and panes. */
  readonly isAlone?: boolean;
  readonly onCommand: (command: TerminalCommand) => void;
  readonly onDialog: (dialog: MenuDialog) => void;
  readonly at: Element;
  readonly onClose: () => void;
}

const ICON = { size: 14, 'aria-hidden': true } as const;

/** What can be done with the chosen terminal. */
export function ToolsMenu(props: ToolsMenuProps): React.JSX.Element {
  const { active, at, onClose, onDialog } = props;
  const isScreenReaderOn = useTerminalSettings((store) => store.isScreenReaderOn);
  const leadsElsewhere = useRef(false);
  useOverlay();
  const lead = (go: () => void): void => {
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
      returnFocusTo={() => false}
      entries={[
        {
          label: 'New terminal with options…',
          icon: <Settings2 {...ICON} />,
          onChoose: () => lead(() => askTerminalOptions(active, true)),
        },
        {
          label: 'Rename',
          icon: <PencilLine {...ICON} />,
          onChoose: () => lead(() => onDialog('rename')),
        },
        ...placeEntries(props),
        ...textEntries(props),
        ...fileEntries(active),
        active.recording?.kind === 'running'
          ? {
              label: 'Stop recording',
              icon: <CircleStop {...ICON} />,
              onChoose: () => void stopRecording(active),
            }
          : {
              label: 'Record…',
              icon: <CircleDot {...ICON} />,
              onChoose: () => lead(() => onDialog('record')),
            },
        {
          startsGroup: true,
          label: isScreenReaderOn ? 'Screen reader off' : 'Screen reader on',
          icon: <Accessibility {...ICON} />,
          onChoose: () => toggleScreenReader(),
        },
        {
          label: 'Terminal settings',
          icon: <Settings {...ICON} />,
          onChoose: () => lead(() => onDialog('settings')),
        },
      ]}
    />
  );
}

function placeEntries({ active, isAlone, onCommand }: ToolsMenuProps): readonly MenuEntry[] {
  if (isAlone === true) {
    return [
      {
        startsGroup: true,
        label: 'Bring back to the main window',
        icon: <ArrowLeftToLine {...ICON} />,
        onChoose: () => void bringTerminalBack(active),
      },
    ];
  }
  return [
    {
      startsGroup: true,
      label: 'Split right',
      icon: <Columns2 {...ICON} />,
      keys: keysOf('split-right'),
      onChoose: () => onCommand('split-right'),
    },
    {
      label: 'Split down',
      icon: <Rows2 {...ICON} />,
      keys: keysOf('split-down'),
      onChoose: () => onCommand('split-down'),
    },
    {
      label: 'Move to its own window',
      icon: <PictureInPicture2 {...ICON} />,
      refusal: active.isInOwnWindow ? 'It is in its own window' : undefined,
      onChoose: () => void moveTerminalToWindow(active),
    },
  ];
}

const TEXT_ENTRIES = [
  { label: 'Copy', icon: <Copy {...ICON} />, command: 'copy' },
  { label: 'Select all', icon: <TextSelect {...ICON} />, command: 'select-all' },
  { label: 'Clear', icon: <Eraser {...ICON} />, command: 'clear' },
  { label: 'Larger text', icon: <ZoomIn {...ICON} />, command: 'larger' },
  { label: 'Smaller text', icon: <ZoomOut {...ICON} />, command: 'smaller' },
] as const;

function textEntries({ screen, onCommand }: ToolsMenuProps): readonly MenuEntry[] {
  const hasMarked = screen?.hasSelection === true;
  return TEXT_ENTRIES.map(({ label, icon, command }) => ({
    startsGroup: command === 'copy' || command === 'larger',
    label,
    icon,
    keys: keysOf(command),
    refusal: command === 'copy' && !hasMarked ? 'Nothing is marked' : undefined,
    onChoose: () => onCommand(command),
  }));
}

function fileEntries(active: Session): readonly MenuEntry[] {
  return [
    {
      startsGroup: true,
      label: 'Save text…',
      icon: <Save {...ICON} />,
      onChoose: () => void saveTerminalText(active),
    },
    {
      label: 'Play a recording…',
      icon: <Play {...ICON} />,
      onChoose: () => void chooseRecording(),
    },
  ];
}
