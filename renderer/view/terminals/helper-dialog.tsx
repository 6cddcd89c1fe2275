import { useState } from 'react';
import type { HelperImage, HelperPlan } from '../../../shared/contract/helper.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import {
  dismissHelper,
  makeHelper,
  useHelperStore,
  type AskedHelper,
} from '../../store/helper-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { Button } from '../../widget/button/button.tsx';
import { FactList } from '../../widget/fact-list/fact-list.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { SelectField } from '../../widget/select/select.tsx';
import style from './open-terminal-dialog.module.css';
import { useOverlay } from './use-overlay.ts';

/** Says what a helper is, what it may do and what it costs, before anything is made. */
export function HelperDialog(): React.JSX.Element | null {
  const asked = useHelperStore((store) => store.asked);
  return asked === undefined ? null : <AskDialog key={asked.session.id} asked={asked} />;
}

function AskDialog({ asked }: { readonly asked: AskedHelper }): React.JSX.Element {
  const { session, plan, isMaking, refusal } = asked;
  const known = lastValueOf(plan);
  const [chosen, setChosen] = useState<string>();
  const image = known?.images.find(({ reference }) => reference === chosen) ?? known?.images[0];
  useOverlay();
  return (
    <Modal
      title={`No shell in ${session.containerName}`}
      closeLabel="Cancel"
      onClose={dismissHelper}
      action={
        <Button
          look="primary"
          isBusy={isMaking}
          refusal={image === undefined ? 'There is no image to make it from' : undefined}
          onPress={() => image !== undefined && void makeHelper(image.reference)}
        >
          Make the helper
        </Button>
      }
    >
      <div className={style['form']}>
        {plan.kind === 'failed' && <FailureNote failure={plan.failure} />}
        {refusal !== undefined && <FailureNote failure={refusal} />}
        <p>
          A helper is a container of its own with a shell, beside {session.containerName}: it sees
          the same processes and network, and has its files in <code>/target</code>.
        </p>
        {plan.kind === 'loading' && <output className={style['note']}>Looking for images…</output>}
        {known !== undefined && image === undefined && (
          <p>This engine has no image yet. Pull a small one with a shell, for example busybox.</p>
        )}
        {known !== undefined && image !== undefined && (
          <>
            <ImageField images={known.images} image={image} onChange={setChosen} />
            <PlanFacts plan={known} image={image} />
          </>
        )}
      </div>
    </Modal>
  );
}

interface ImageFieldProps {
  readonly images: readonly HelperImage[];
  readonly image: HelperImage;
  readonly onChange: (reference: string) => void;
}

/** The images that are here. */
function ImageField({ images, image, onChange }: ImageFieldProps): React.JSX.Element {
  return (
    <div className={style['field']}>
      <SelectField
        label="Image of the helper"
        value={image.reference}
        choices={images.map(({ reference, sizeBytes, isShellKnown }) => [
          reference,
          `${reference}, ${formatByteSize(sizeBytes)}${isShellKnown ? '' : ', shell not known'}`,
        ])}
        onChoose={onChange}
      />
    </div>
  );
}

interface PlanFactsProps {
  readonly plan: HelperPlan;
  readonly image: HelperImage;
}

/** Rights, cost and end. */
function PlanFacts({ plan, image }: PlanFactsProps): React.JSX.Element {
  const { containerName, sharesHostNetwork, sharesMemory, sharesDevices } = plan;
  const shared = [
    'Processes',
    sharesHostNetwork ? 'network, which is the host’s' : 'network',
    ...(sharesMemory ? ['shared memory'] : []),
    ...(sharesDevices ? ['GPUs and other requested devices'] : []),
  ];
  return (
    <FactList
      title="What is made"
      facts={[
        ['Shares', `${shared.join(', ')}, and the files of ${containerName}`],
        [
          'Rights',
          'Root, and tracing of processes (SYS_PTRACE): it can change and end all of these',
        ],
        [
          'Cost',
          `No download: the image is here (${formatByteSize(image.sizeBytes)}). Disk: only what is written in the helper itself. Time to start: unknown`,
        ],
        ['End', 'Removed with its terminal; until then no list of Berth shows it'],
      ]}
    />
  );
}
