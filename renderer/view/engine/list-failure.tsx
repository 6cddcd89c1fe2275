import type { Loadable } from '../../store/loadable.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import style from './list-failure.module.css';

interface ListFailureProps {
  readonly list: Loadable<unknown>;
  /** What could not be read, as a sentence. */
  readonly lead: string;
  readonly onReadAgain: () => void;
}

/** A list that could not be read: the last one stays below, and this says that it is old. */
export function ListFailure(props: ListFailureProps): React.JSX.Element | null {
  const { list, lead, onReadAgain } = props;
  const isLive = useIsEngineLive();
  // Without an engine the banner has said why.
  if (list.kind !== 'failed' || !isLive) return null;
  return (
    <div className={style['failure']}>
      <FailureNote lead={lead} failure={list.failure}>
        <Button onPress={onReadAgain}>Read again</Button>
      </FailureNote>
    </div>
  );
}
