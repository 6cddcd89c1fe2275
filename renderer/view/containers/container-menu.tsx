import Play from 'lucide-react/icons/play';
import Plug from 'lucide-react/icons/plug';
import RotateCw from 'lucide-react/icons/rotate-cw';
import ScrollText from 'lucide-react/icons/scroll-text';
import Settings2 from 'lucide-react/icons/settings-2';
import Square from 'lucide-react/icons/square';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import Trash2 from 'lucide-react/icons/trash-2';
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
import { askRemoval } from '../../store/removal-store.ts';
import { askTerminalOptions } from '../../store/terminal-options-store.ts';
import { attachTerminal } from '../../store/terminal-store.ts';
import type { MenuPlace } from '../../widget/data-grid/grid-behaviour.ts';
import { RowMenu, type MenuEntry } from '../../widget/row-menu/row-menu.tsx';
import { refusalsOf } from './container-words.ts';

interface ContainerMenuProps {
  readonly row: Container;
  readonly at: MenuPlace;
  readonly onClose: () => void;
  readonly returnFocusTo: () => HTMLElement | null;
}

/** Everything that can be done with one container. */
export function ContainerMenu({
  row,
  at,
  onClose,
  returnFocusTo,
}: ContainerMenuProps): React.JSX.Element {
  const pending = useContainerStore((store) => store.pending.get(row.id));
  const refusals = refusalsOf(row, pending, useIsEngineLive());
  return (
    <RowMenu
      label={`Actions for ${row.name}`}
      at={at}
      onClose={onClose}
      returnFocusTo={returnFocusTo}
      entries={[...stateEntries(row, refusals), ...wayEntries(row, refusals)]}
    />
  );
}

type Refusals = ReturnType<typeof refusalsOf>;

/** What changes its state. */
function stateEntries(row: Container, refusals: Refusals): readonly MenuEntry[] {
  return [
    {
      label: 'Start',
      icon: <Play size={14} aria-hidden="true" />,
      refusal: refusals.start,
      onChoose: () => void startContainer(row),
    },
    {
      label: 'Stop',
      icon: <Square size={14} fill="currentColor" aria-hidden="true" />,
      refusal: refusals.stop,
      onChoose: () => void stopContainer(row),
    },
    {
      label: 'Restart',
      icon: <RotateCw size={14} aria-hidden="true" />,
      refusal: refusals.restart,
      onChoose: () => void restartContainer(row),
    },
  ];
}

/** What leads to it or away from it. */
function wayEntries(row: Container, refusals: Refusals): readonly MenuEntry[] {
  return [
    {
      label: 'Terminal',
      icon: <SquareTerminal size={14} aria-hidden="true" />,
      refusal: refusals.terminal,
      onChoose: () => void openTerminalIn(row),
    },
    {
      label: 'Terminal with options…',
      icon: <Settings2 size={14} aria-hidden="true" />,
      refusal: refusals.ownShell,
      onChoose: () => askTerminalOptions({ containerId: row.id, containerName: row.name }),
    },
    {
      label: 'Attach',
      icon: <Plug size={14} aria-hidden="true" />,
      refusal: refusals.ownShell,
      onChoose: () => void attachTerminal({ containerId: row.id, containerName: row.name }),
    },
    {
      label: 'Logs',
      icon: <ScrollText size={14} aria-hidden="true" />,
      onChoose: () => goTo({ screen: 'container', id: row.id, tab: 'logs' }),
    },
    {
      label: 'Remove',
      icon: <Trash2 size={14} aria-hidden="true" />,
      refusal: refusals.remove,
      isDangerous: true,
      onChoose: () => void askRemoval(row.id, row.name),
    },
  ];
}
