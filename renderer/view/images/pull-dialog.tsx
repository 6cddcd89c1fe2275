import { useRef } from 'react';
import type { PullPlan } from '../../../shared/contract/image.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { fullReference, parseImageReference } from '../../../shared/value/image-reference.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import {
  dismissPull,
  lookUpPull,
  setPullPlatform,
  setPullReference,
  startPull,
  useImagePullStore,
} from '../../store/image-pull-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import style from './pull-dialog.module.css';

/** Asks which image to pull, and says what that would bring. */
export function PullDialog(): React.JSX.Element | null {
  const isOpen = useImagePullStore((store) => store.isOpen);
  return isOpen ? <OpenPullDialog /> : null;
}

function OpenPullDialog(): React.JSX.Element {
  const reference = useImagePullStore((store) => store.reference);
  const plan = useImagePullStore((store) => store.plan);
  const field = useRef<HTMLInputElement>(null);
  const refusal = useRefusal(reference);
  return (
    <Modal
      title="Pull an image"
      closeLabel="Cancel"
      onClose={dismissPull}
      focusFirst={field}
      action={
        <>
          <Button
            refusal={refusal}
            isBusy={plan.kind === 'loading'}
            tip="Asks the registry for the image’s manifest, and downloads none of it"
            onPress={() => void lookUpPull()}
          >
            Plan
          </Button>
          <Button look="primary" refusal={refusal} onPress={() => void startPull()}>
            Pull
          </Button>
        </>
      }
    >
      <form
        className={style['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (refusal !== undefined) return;
          if (plan.kind === 'ready') void startPull();
          else void lookUpPull();
        }}
      >
        <label className={style['field']}>
          Image
          <input
            ref={field}
            type="text"
            name="image"
            value={reference}
            placeholder="registry.example.org/team/image:tag"
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setPullReference(event.currentTarget.value)}
          />
        </label>
        <FullName reference={reference} />
        <PlatformField />
      </form>
      <PlanArea />
    </Modal>
  );
}

function useRefusal(reference: string): string | undefined {
  const isLive = useIsEngineLive();
  if (!isLive) return 'The engine is not connected';
  if (reference.trim() === '') return 'Name an image first';
  return parseImageReference(reference.trim()) === undefined
    ? 'This is no name that an image can have'
    : undefined;
}

/** A short name in full, as Docker reads it. */
function FullName({ reference }: { readonly reference: string }): React.JSX.Element {
  const name = reference.trim();
  const parsed = parseImageReference(name);
  if (name === '') {
    return <p className={style['hint']}>A short name is read as Docker reads it.</p>;
  }
  if (parsed !== undefined && fullReference(parsed) === name) {
    return <p className={style['hint']}>Enter asks the registry what a pull would bring.</p>;
  }
  return parsed === undefined ? (
    <p className={style['hint']}>
      Not a name yet: it reads like registry.example.org/team/image:tag, in lower case.
    </p>
  ) : (
    <p className={style['hint']}>
      In full <code className="selectable">{fullReference(parsed)}</code>
    </p>
  );
}

function PlatformField(): React.JSX.Element | null {
  const platforms = useImagePullStore((store) => store.platforms);
  const platform = useImagePullStore((store) => store.platform);
  const plan = useImagePullStore((store) => store.plan);
  if (platforms.length < 2 && platform === '') return null;
  const own = plan.kind === 'ready' ? plan.value.platform : platform;
  return (
    <label className={style['field']}>
      Platform
      <select
        value={platform === '' ? own : platform}
        onChange={(event) => void setPullPlatform(event.currentTarget.value)}
      >
        {[...new Set([...platforms, own])]
          .filter((each) => each !== '')
          .map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
      </select>
    </label>
  );
}

function PlanArea(): React.JSX.Element | null {
  const plan = useImagePullStore((store) => store.plan);
  switch (plan.kind) {
    case 'idle':
      return null;
    case 'loading':
      return (
        <output aria-label="Asking the registry" className={style['plan']}>
          <Skeleton widthPx={300} />
          <Skeleton widthPx={220} />
        </output>
      );
    case 'failed':
      return <FailureNote lead="There is no plan." failure={plan.failure} />;
    case 'ready':
      return <Plan plan={plan.value} />;
  }
}

/** A disk that is full in the end was going to be: an image unpacks to two or three times what is sent. */
const UNPACKED_RATIO = 3;

function Plan({ plan }: { readonly plan: PullPlan }): React.JSX.Element {
  const { isHere, layerCount, presentCount, fetchBytes, freeBytes, platform } = plan;
  const isTight = freeBytes !== undefined && freeBytes < fetchBytes * UNPACKED_RATIO;
  return (
    <output aria-label="Plan" className={style['plan']}>
      <p>
        <b>
          {isHere
            ? 'The engine has this very image already.'
            : `${presentCount} of ${layerCount} layers here, ${formatByteSize(fetchBytes)} to fetch.`}
        </b>{' '}
        {platform}.
      </p>
      <p className={isTight ? style['tight'] : style['hint']}>
        {freeBytes === undefined
          ? 'Free space is unknown, because the engine’s disk is not on this machine.'
          : `${formatByteSize(freeBytes)} free on the engine’s disk${isTight ? ': that may not be enough, as layers grow when they are unpacked' : ''}.`}
      </p>
    </output>
  );
}
