import SquareTerminal from 'lucide-react/icons/square-terminal';
import { useEffect, useRef } from 'react';
import type { Container } from '../../../shared/contract/container.ts';
import { useContainerStore } from '../../store/container-store.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { goTo } from '../../store/place-store.ts';
import { chooseRecording } from '../../store/recording-store.ts';
import { markFocusTaken, useTerminalPanelStore } from '../../store/terminal-panel-store.ts';
import { openTerminal, useTerminalStore } from '../../store/terminal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { Spinner } from '../../widget/spinner/spinner.tsx';
import { imageWords } from '../containers/container-words.ts';
import style from './no-terminals.module.css';

/** Two lines of three fit into the panel as it is at first; whoever has more knows the table. */
const OFFERED_COUNT = 6;

/** A panel without terminals offers the containers that one can be opened in. */
export function NoTerminals(): React.JSX.Element {
  const isLive = useIsEngineLive();
  const list = useContainerStore((store) => store.list);
  const all = lastValueOf(list) ?? [];
  const running = isLive ? all.filter(({ state }) => state === 'running') : [];
  const place = useRef<HTMLDivElement>(null);
  useFocus(place);
  return (
    <div ref={place} className={style['empty']}>
      <EmptyState
        icon={running.length === 0 ? <SquareTerminal size={22} /> : undefined}
        title="No terminals"
        offers={running.length > 0 && <Offered containers={running.slice(0, OFFERED_COUNT)} />}
        actions={
          <>
            <Button
              look={running.length > 0 ? 'quiet' : 'plain'}
              onPress={() => goTo({ screen: 'containers' })}
            >
              {running.length > OFFERED_COUNT ? `All ${running.length} that run` : 'Containers'}
            </Button>
            <Button look="quiet" onPress={() => void chooseRecording()}>
              Play a recording
            </Button>
          </>
        }
      >
        {introOf(isLive, list.kind === 'ready', all.length, running.length)}
      </EmptyState>
    </div>
  );
}

function introOf(
  isLive: boolean,
  isKnown: boolean,
  allCount: number,
  runningCount: number,
): string {
  if (!isLive) return 'The engine is not connected. When it is, its containers can be chosen here.';
  if (runningCount > 0) return 'Open one in a container that runs:';
  if (!isKnown) return 'Looking at what runs…';
  return allCount === 0
    ? 'There is no container yet. Launch a notebook, or start one by any other way: it is offered here as soon as it runs.'
    : 'No container runs. Start one; of one that has stopped, Terminal in its row shows a copy of its files.';
}

function Offered({ containers }: { readonly containers: readonly Container[] }): React.JSX.Element {
  const opening = useTerminalStore((store) => store.opening);
  return (
    <ul aria-label="Containers that run" className={style['containers']}>
      {containers.map(({ id, name, image }) => (
        <li key={id}>
          <button
            type="button"
            className={style['container']}
            onClick={() => void openTerminal({ containerId: id, containerName: name })}
          >
            {opening.has(id) ? <Spinner /> : <SquareTerminal size={15} aria-hidden="true" />}
            <span className={style['words']}>
              <span className={style['name']}>
                <span className="visually-hidden">Open a terminal in </span>
                {name}
              </span>
              <span className={style['image']}>{imageWords(image)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Takes the keyboard that a panel was shown for: Enter opens the first. */
function useFocus(place: React.RefObject<HTMLDivElement | null>): void {
  // One that was just opened is not listed yet, and takes the keyboard itself.
  const isPromised = useTerminalPanelStore(
    (store) => store.wantsFocus && store.activeId === undefined,
  );
  useEffect(() => {
    if (!isPromised) return;
    place.current?.querySelector('button')?.focus();
    markFocusTaken();
  }, [isPromised, place]);
}
