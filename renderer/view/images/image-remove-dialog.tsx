import type {
  ImageChoice,
  ImageRemovalItem,
  ImageRemovalPlan,
} from '../../../shared/contract/image.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import {
  askImageRemoval,
  confirmImageRemoval,
  dismissImageRemoval,
  useImageRemovalStore,
  type ImageRemoval,
} from '../../store/image-removal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import { referenceWords, userSentence } from './image-words.ts';
import style from './images-screen.module.css';

/** Asks before images go, and names exactly what goes. */
export function ImageRemoveDialog(): React.JSX.Element | null {
  const removal = useImageRemovalStore((store) => store.removal);
  return removal === undefined ? null : <OpenDialog removal={removal} />;
}

function OpenDialog({ removal }: { readonly removal: ImageRemoval }): React.JSX.Element {
  const { choice, plan, stage } = removal;
  const known = plan.kind === 'ready' ? plan.value : undefined;
  return (
    <Modal
      title={titleOf(choice)}
      closeLabel={stage === 'asking' ? 'Cancel' : 'Close'}
      onClose={dismissImageRemoval}
      action={
        stage !== 'ended' && (
          <Button
            look="danger"
            isBusy={stage === 'removing'}
            refusal={refusalOf(known)}
            onPress={() => known && void confirmImageRemoval(removal, known)}
          >
            {choice.kind === 'names' ? 'Remove' : 'Prune'}
          </Button>
        )
      }
    >
      {stage === 'ended' ? <Leftovers removal={removal} /> : <Question removal={removal} />}
    </Modal>
  );
}

function Question({ removal }: { readonly removal: ImageRemoval }): React.JSX.Element {
  const { choice, plan } = removal;
  return (
    <>
      {choice.kind !== 'names' && (
        <CheckToggle
          isOn={choice.kind === 'unused'}
          onChange={(isOn) => void askImageRemoval({ kind: isOn ? 'unused' : 'dangling' })}
        >
          Also images with a name that no container uses
        </CheckToggle>
      )}
      {plan.kind === 'failed' ? (
        <FailureNote lead="What would go could not be asked." failure={plan.failure}>
          <Button onPress={() => void askImageRemoval(choice)}>Ask again</Button>
        </FailureNote>
      ) : plan.kind === 'ready' ? (
        <Plan plan={plan.value} isPrune={choice.kind !== 'names'} />
      ) : (
        <output aria-label="Asking what would go" className={style['plan']}>
          <Skeleton widthPx={360} />
          <Skeleton widthPx={280} />
        </output>
      )}
    </>
  );
}

interface PlanProps {
  readonly plan: ImageRemovalPlan;
  readonly isPrune: boolean;
}

function Plan({ plan, isPrune }: PlanProps): React.JSX.Element {
  const { items } = plan;
  const staying = items.filter(({ effect }) => effect === 'stays');
  const going = items.filter(({ effect }) => effect !== 'stays');
  if (items.length === 0) {
    return <p>{isPrune ? 'There is nothing of that kind.' : 'They are gone already.'}</p>;
  }
  return (
    <div className={style['plan']}>
      {going.length > 0 && (
        <>
          <p>{effectSentence(plan, going)}</p>
          <Names label="What goes" items={going} noteOf={effectWord} />
        </>
      )}
      {staying.length > 0 && (
        <>
          <p>
            {staying.length === 1 ? 'This one stays' : 'These stay'}, because a container was made
            from {staying.length === 1 ? 'it' : 'them'}. Remove the container first.
          </p>
          <Names
            label="What stays"
            items={staying}
            noteOf={({ users }) => `used by ${userSentence(users)}`}
          />
        </>
      )}
    </div>
  );
}

interface NamesProps {
  readonly label: string;
  readonly items: readonly ImageRemovalItem[];
  readonly noteOf: (item: ImageRemovalItem) => string;
}

/** More names than anybody reads in a dialog; the rest is counted. */
const MAX_NAMES = 300;

function Names({ label, items, noteOf }: NamesProps): React.JSX.Element {
  return (
    <ScrollBox label={label}>
      <ul aria-label={label}>
        {items.slice(0, MAX_NAMES).map((item) => (
          <li key={`${item.imageId} ${item.reference}`}>
            <span className="selectable">{referenceWords(item.reference)}</span>
            <span>{noteOf(item)}</span>
          </li>
        ))}
        {items.length > MAX_NAMES && <li>and {items.length - MAX_NAMES} more</li>}
      </ul>
    </ScrollBox>
  );
}

/** What did not go, each with its reason. */
function Leftovers({ removal }: { readonly removal: ImageRemoval }): React.JSX.Element {
  const { failed } = removal;
  return (
    <div className={style['plan']}>
      <p>
        {formatPlural(failed.length, 'image')} could not be removed. Whatever else was named is
        gone.
      </p>
      {failed
        .slice(0, MAX_NAMES)
        .map(({ imageId, reference, failure }) =>
          failure === undefined ? null : (
            <FailureNote
              key={`${imageId} ${reference}`}
              lead={referenceWords(reference)}
              failure={failure}
            />
          ),
        )}
    </div>
  );
}

function titleOf(choice: ImageChoice): string {
  if (choice.kind !== 'names') return 'Prune images?';
  const [only] = choice.names;
  return only !== undefined && choice.names.length === 1
    ? `Remove ${referenceWords(only.reference)}?`
    : `Remove ${formatPlural(choice.names.length, 'image')}?`;
}

function refusalOf(plan: ImageRemovalPlan | undefined): string | undefined {
  if (plan === undefined) return 'What would go is not known yet';
  return plan.items.some(({ effect }) => effect !== 'stays') ? undefined : 'Nothing would go';
}

function effectWord({ effect }: ImageRemovalItem): string {
  return effect === 'untag' ? 'name only' : '';
}

function effectSentence(
  { deletedCount, freed }: ImageRemovalPlan,
  going: readonly ImageRemovalItem[],
): string {
  const untagged = going.filter(({ effect }) => effect === 'untag').length;
  const names =
    untagged === 0
      ? ''
      : `${formatPlural(untagged, 'name')} ${untagged === 1 ? 'goes' : 'go'}; the image keeps its others. `;
  if (deletedCount === 0) return `${names}No layer goes: 0 B come back.`;
  const images = `${formatPlural(deletedCount, 'image')} ${deletedCount === 1 ? 'goes' : 'go'} for good: `;
  const bytes =
    freed.kind === 'known'
      ? `${formatByteSize(freed.bytes)} come back. Layers that other images have stay.`
      : `how much comes back is unknown, because ${freed.because}.`;
  return names + images + bytes;
}
