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
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { SelectField } from '../../widget/select/select.tsx';
import { BesideFacts, CopyFacts } from './helper-facts.tsx';
import style from './open-terminal-dialog.module.css';
import { isFocusFree } from './is-focus-free.ts';
import { useOverlay } from './use-overlay.ts';

/** Says what a helper is, what it may do and what it costs, before anything is made. */
export function HelperDialog(): React.JSX.Element | null {
  const asked = useHelperStore((store) => store.asked);
  return asked === undefined ? null : <AskDialog key={asked.target.containerId} asked={asked} />;
}

function AskDialog({ asked }: { readonly asked: AskedHelper }): React.JSX.Element {
  const { target, session, plan, isMaking, refusal } = asked;
  const { containerName } = target;
  const known = lastValueOf(plan);
  const [chosen, setChosen] = useState<string>();
  const image = known?.images.find(({ reference }) => reference === chosen) ?? known?.images[0];
  const isCopy = known === undefined ? session === undefined : known.kind === 'copy';
  useOverlay();
  return (
    <Modal
      title={isCopy ? `${containerName} is not running` : `No shell in ${containerName}`}
      closeLabel="Cancel"
      onClose={dismissHelper}
      returnFocusTo={isFocusFree}
      action={
        <Button
          look="primary"
          isBusy={isMaking}
          refusal={refusalOf(known, image)}
          onPress={() => void makeHelper(image?.reference)}
        >
          Make the helper
        </Button>
      }
    >
      <div className={style['form']}>
        {plan.kind === 'failed' && <FailureNote failure={plan.failure} />}
        {refusal !== undefined && <FailureNote failure={refusal} />}
        {isCopy ? <CopyIntro name={containerName} /> : <BesideIntro name={containerName} />}
        {plan.kind === 'loading' && (
          <output className={style['note']}>Looking at what is there…</output>
        )}
        {known !== undefined && <Making plan={known} image={image} onImage={setChosen} />}
      </div>
    </Modal>
  );
}

interface MakingProps {
  readonly plan: HelperPlan;
  /** The chosen one; undefined where there is none, or none is needed. */
  readonly image: HelperImage | undefined;
  readonly onImage: (reference: string) => void;
}

/** What it would be made of. */
function Making({ plan, image, onImage }: MakingProps): React.JSX.Element {
  const isImageless = plan.kind === 'copy' && plan.hasShell;
  return (
    <>
      {!isImageless && image === undefined && (
        <p>This engine has no image yet. Pull a small one with a shell, for example busybox.</p>
      )}
      {image !== undefined && <ImageField images={plan.images} image={image} onChange={onImage} />}
      {plan.kind === 'copy' && <CopyFacts plan={plan} />}
      {plan.kind === 'beside' && image !== undefined && <BesideFacts plan={plan} image={image} />}
    </>
  );
}

function refusalOf(
  plan: HelperPlan | undefined,
  image: HelperImage | undefined,
): string | undefined {
  if (plan === undefined) return 'It is not known yet what it would be made of';
  if (plan.kind === 'copy' && plan.hasShell) return undefined;
  return image === undefined ? 'There is no image to make it from' : undefined;
}

function BesideIntro({ name }: { readonly name: string }): React.JSX.Element {
  return (
    <p>
      A helper is a container of its own with a shell, beside {name}: it sees the same processes and
      network, and has its files in <code>/target</code>.
    </p>
  );
}

function CopyIntro({ name }: { readonly name: string }): React.JSX.Element {
  return (
    <p>
      A helper is a container of its own with a shell and a copy of the files of {name}, as they
      were left. {name} is not started, and what is changed in the copy does not reach it.
    </p>
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
