import Ellipsis from 'lucide-react/icons/ellipsis';
import Play from 'lucide-react/icons/play';
import RotateCw from 'lucide-react/icons/rotate-cw';
import ScrollText from 'lucide-react/icons/scroll-text';
import Square from 'lucide-react/icons/square';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import type { Container } from '../../../shared/contract/container.ts';
import {
  restartContainer,
  startContainer,
  stopContainer,
  useContainerStore,
} from '../../store/container-store.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { openTerminalIn } from '../../store/helper-store.ts';
import { goTo } from '../../store/place-store.ts';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { refusalsOf } from './container-words.ts';
import style from './containers-screen.module.css';

// Made once: thousands of rows share them, and React passes over an element that it knows.
const STOP_ICON = <Square size={12} fill="currentColor" aria-hidden="true" />;
const START_ICON = <Play size={14} aria-hidden="true" />;
const RESTART_ICON = <RotateCw size={14} aria-hidden="true" />;
const TERMINAL_ICON = <SquareTerminal size={14} aria-hidden="true" />;
const LOGS_ICON = <ScrollText size={14} aria-hidden="true" />;
const MORE_ICON = <Ellipsis size={15} aria-hidden="true" />;

interface ActionCellProps {
  readonly row: Container;
  readonly isCurrent: boolean;
  readonly onMenu: (id: string, at: Element) => void;
  readonly isMenuOpen: boolean;
}

/** What is done most, one press away; the rest is in the menu. */
export function ActionCell({
  row,
  isCurrent,
  onMenu,
  isMenuOpen,
}: ActionCellProps): React.JSX.Element {
  const pending = useContainerStore((store) => store.pending.get(row.id));
  const refusals = refusalsOf(row, pending, useIsEngineLive());
  const canStop = refusals.stop === undefined || row.state === 'running' || row.state === 'paused';
  return (
    // A double press on a button is two presses of it, not a way to the container's page.
    <div className={style['actions']} onDoubleClick={(event) => event.stopPropagation()}>
      {canStop ? (
        <IconButton
          label="Stop"
          icon={STOP_ICON}
          refusal={refusals.stop}
          isTabStop={isCurrent}
          onPress={() => void stopContainer(row)}
        />
      ) : (
        <IconButton
          label="Start"
          icon={START_ICON}
          refusal={refusals.start}
          isTabStop={isCurrent}
          onPress={() => void startContainer(row)}
        />
      )}
      <IconButton
        label="Restart"
        icon={RESTART_ICON}
        refusal={refusals.restart}
        isTabStop={isCurrent}
        onPress={() => void restartContainer(row)}
      />
      <IconButton
        label="Terminal"
        icon={TERMINAL_ICON}
        refusal={refusals.terminal}
        isTabStop={isCurrent}
        onPress={() => void openTerminalIn(row)}
      />
      <IconButton
        label="Logs"
        icon={LOGS_ICON}
        isTabStop={isCurrent}
        onPress={() => goTo({ screen: 'container', id: row.id, tab: 'logs' })}
      />
      <IconButton
        label="Actions"
        icon={MORE_ICON}
        tip="More actions"
        isTabStop={isCurrent}
        opensMenu
        isMenuOpen={isMenuOpen}
        onPress={(event) => onMenu(row.id, event.currentTarget)}
      />
    </div>
  );
}
