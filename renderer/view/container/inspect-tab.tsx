import type { ContainerDetail } from '../../../shared/contract/container.ts';
import { refreshContainerDetail } from '../../store/container-detail-store.ts';
import { lastValueOf, type Loadable } from '../../store/loadable.ts';
import { Button } from '../../widget/button/button.tsx';
import { CopyButton } from '../../widget/copy-button/copy-button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import style from './container-screen.module.css';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';

interface InspectTabProps {
  readonly id: string;
  readonly detail: Loadable<ContainerDetail>;
}

/** The engine's whole answer. */
export function InspectTab({ id, detail }: InspectTabProps): React.JSX.Element {
  const known = lastValueOf(detail);
  return (
    <div className={style['inspect']}>
      <div className={style['toolbar']}>
        <span className={style['note']}>
          The engine’s own words. Values of variables that look secret are masked.
        </span>
        <span className={style['end']}>
          <Button look="quiet" onPress={() => void refreshContainerDetail(id)}>
            Read again
          </Button>
          {known !== undefined && <CopyButton label="Copy" textOf={() => known.inspectText} />}
        </span>
      </div>
      {detail.kind === 'failed' && (
        <FailureNote lead="This container could not be read." failure={detail.failure} />
      )}
      {known === undefined ? (
        detail.kind !== 'failed' && (
          <div className={style['skeleton']}>
            <Skeleton widthPx={320} />
          </div>
        )
      ) : (
        <ScrollBox label="Inspect" className={style['json']}>
          <pre className="selectable">{known.inspectText}</pre>
        </ScrollBox>
      )}
    </div>
  );
}
