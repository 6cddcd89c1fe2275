import Ellipsis from 'lucide-react/icons/ellipsis';
import Play from 'lucide-react/icons/play';
import RotateCw from 'lucide-react/icons/rotate-cw';
import ScrollText from 'lucide-react/icons/scroll-text';
import Square from 'lucide-react/icons/square';
import type { Container } from '../../../shared/contract/container.ts';
import {
  restartContainer,
  startContainer,
  stopContainer,
  useContainerStore,
} from '../../store/container-store.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { goTo } from '../../store/place-store.ts';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { refusalsOf } from './container-words.ts';
import style from './containers-screen.module.css';

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
          icon={<Square size={12} fill="currentColor" aria-hidden="true" />}
          refusal={refusals.stop}
          isTabStop={isCurrent}
          onPress={() => void stopContainer(row)}
        />
      ) : (
        <IconButton
          label="Start"
          icon={<Play size={14} aria-hidden="true" />}
          refusal={refusals.start}
          isTabStop={isCurrent}
          onPress={() => void startContainer(row)}
        />
      )}
      <IconButton
        label="Restart"
        icon={<RotateCw size={14} aria-hidden="true" />}
        refusal={refusals.restart}
        isTabStop={isCurrent}
        onPress={() => void restartContainer(row)}
      />
      <IconButton
        label="Logs"
        icon={<ScrollText size={14} aria-hidden="true" />}
        isTabStop={isCurrent}
        onPress={() => goTo({ screen: 'container', id: row.id, tab: 'logs' })}
      />
      <IconButton
        label="Actions"
        icon={<Ellipsis size={15} aria-hidden="true" />}
        tip="More actions"
        isTabStop={isCurrent}
        opensMenu
        isMenuOpen={isMenuOpen}
        onPress={(event) => onMenu(row.id, event.currentTarget)}
      />
    </div>
  );
}
