import { useState } from 'react';
import type { RemovalPreview } from '../../../shared/contract/container.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import {
  askRemoval,
  confirmRemoval,
  dismissRemoval,
  useRemovalStore,
  type Removal,
} from '../../store/removal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import style from './containers-screen.module.css';

/** Asks before a container goes, and names exactly what goes. */
export function RemoveDialog(): React.JSX.Element | null {
  const removal = useRemovalStore((store) => store.removal);
  if (removal === undefined) return null;
  return <OpenRemoveDialog key={removal.id} removal={removal} />;
}

function OpenRemoveDialog({ removal }: { readonly removal: Removal }): React.JSX.Element {
  const { id, name, launch, preview } = removal;
  const [takesVolumes, setTakesVolumes] = useState(false);
  const known = preview.kind === 'ready' ? preview.value : undefined;
  return (
    <Modal
      title={`Remove ${name}?`}
      closeLabel="Cancel"
      onClose={dismissRemoval}
      action={
        <Button
          look="danger"
          refusal={known === undefined ? 'What would go is not known yet' : undefined}
          onPress={() => known && void confirmRemoval(removal, known, takesVolumes)}
        >
          {known?.isRunning === true ? 'End and remove' : 'Remove'}
        </Button>
      }
    >
      {preview.kind === 'failed' ? (
        <FailureNote lead="What would go could not be asked." failure={preview.failure}>
          <Button onPress={() => void askRemoval(id, name, launch)}>Ask again</Button>
        </FailureNote>
      ) : known === undefined ? (
        <output aria-label="Asking what would go" className={style['facts']}>
          <Skeleton widthPx={360} />
          <Skeleton widthPx={280} />
        </output>
      ) : (
        <Facts
          preview={known}
          canTakeVolumes={launch === undefined}
          takesVolumes={takesVolumes}
          onTakeVolumes={setTakesVolumes}
        />
      )}
    </Modal>
  );
}

interface FactsProps {
  readonly preview: RemovalPreview;
  readonly canTakeVolumes: boolean;
  readonly takesVolumes: boolean;
  readonly onTakeVolumes: (takes: boolean) => void;
}

function Facts({
  preview,
  canTakeVolumes,
  takesVolumes,
  onTakeVolumes,
}: FactsProps): React.JSX.Element {
  const { name, isRunning, freedBytes, anonymousVolumes } = preview;
  return (
    <>
      {isRunning && (
        <p>
          <b>{name} is running.</b> It is ended at once, without time to finish its work.
        </p>
      )}
      <p>
        The container <b>{name}</b> and everything written inside it go for good:{' '}
        {freedBytes === undefined
          ? 'size unknown, because the engine did not say how much was written'
          : `${formatByteSize(freedBytes)} come back`}
        . Its image and named volumes stay.
      </p>
      {canTakeVolumes && anonymousVolumes.length > 0 && (
        <div className={style['volumes']}>
          <CheckToggle isOn={takesVolumes} onChange={onTakeVolumes}>
            {`Also remove ${formatPlural(anonymousVolumes.length, 'anonymous volume')} that only it uses`}
          </CheckToggle>
          <ul aria-label="Anonymous volumes">
            {anonymousVolumes.map((volume) => (
              <li key={volume}>
                <code>{volume}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
