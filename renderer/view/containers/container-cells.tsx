import { useCallback } from 'react';
import type { Container } from '../../../shared/contract/container.ts';
import { formatDateTime } from '../../../shared/value/clock-time.ts';
import { formatRelativeTime } from '../../../shared/value/relative-time.ts';
import { useContainerStore } from '../../store/container-store.ts';
import { goTo, hrefOf } from '../../store/place-store.ts';
import { LiveText } from '../../widget/live-text/live-text.tsx';
import { StateMark } from '../../widget/state-mark/state-mark.tsx';
import { imageWords, portSentences, portWords, stateWords } from './container-words.ts';
import style from './containers-screen.module.css';
import { StatusText } from './status-text.tsx';

interface CellProps {
  readonly row: Container;
}

/** The state as dot and word, or what was asked for. */
export function StateCell({ row }: CellProps): React.JSX.Element {
  const pending = useContainerStore((store) => store.pending.get(row.id));
  const { tone, word, isMoving } = stateWords(row.state, pending);
  return (
    <StateMark tone={tone} isMoving={isMoving}>
      {word}
    </StateMark>
  );
}

/** The name, which leads to the container's page. */
export function NameCell({ row }: CellProps): React.JSX.Element {
  const place = { screen: 'container', id: row.id, tab: 'overview' } as const;
  return (
    <a
      href={hrefOf(place)}
      tabIndex={-1}
      className={style['name']}
      onClick={(event) => {
        event.preventDefault();
        goTo(place);
      }}
    >
      {row.name}
    </a>
  );
}

/** The image that it was created from. */
export function ImageCell({ row }: CellProps): React.JSX.Element {
  return (
    <span className={style['soft']} data-tip={row.image}>
      {imageWords(row.image)}
    </span>
  );
}

/** Host and container port of what is published. */
export function PortsCell({ row }: CellProps): React.JSX.Element {
  const words = portWords(row.ports);
  if (words === '') return <span className={style['faint']}>–</span>;
  return (
    <span className={style['soft']} data-tip={portSentences(row.ports).join(', ')}>
      {words}
    </span>
  );
}

/** The engine's own sentence. */
export function StatusCell({ row }: CellProps): React.JSX.Element {
  return (
    <span className={style['soft']}>
      <StatusText row={row} />
    </span>
  );
}

/** How long ago it was created. */
export function CreatedCell({ row }: CellProps): React.JSX.Element {
  const textAt = useCallback(
    (nowMs: number) => formatRelativeTime(row.createdAtMs, nowMs),
    [row.createdAtMs],
  );
  return (
    <span className={style['soft']} data-tip={formatDateTime(row.createdAtMs)}>
      <LiveText textAt={textAt} />
    </span>
  );
}
