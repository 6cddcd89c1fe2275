import { useRef, useState } from 'react';
import type { ImageName } from '../../../shared/contract/image.ts';
import { parseImageReference } from '../../../shared/value/image-reference.ts';
import { dismissTag, giveTag, useImageTagStore } from '../../store/image-tag-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { referenceWords } from './image-words.ts';
import style from './pull-dialog.module.css';

/** Asks for one more name of an image. */
export function TagDialog(): React.JSX.Element | null {
  const asked = useImageTagStore((store) => store.asked);
  return asked === undefined ? null : <OpenTagDialog asked={asked} />;
}

function OpenTagDialog({ asked }: { readonly asked: ImageName }): React.JSX.Element {
  const failure = useImageTagStore((store) => store.failure);
  const [name, setName] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const parsed = parseImageReference(name.trim());
  const refusal =
    parsed !== undefined && parsed.digest === undefined
      ? undefined
      : 'A name reads like team/image:tag, in lower case';
  const give = (): void => {
    if (refusal === undefined) void giveTag(asked, name.trim());
  };
  return (
    <Modal
      title={`Tag ${referenceWords(asked.reference)}`}
      closeLabel="Cancel"
      onClose={dismissTag}
      focusFirst={field}
      action={
        <Button look="primary" refusal={refusal} onPress={give}>
          Add name
        </Button>
      }
    >
      <label className={style['field']}>
        New name
        <input
          ref={field}
          type="text"
          name="name"
          value={name}
          placeholder="team/image:tag"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') give();
          }}
        />
      </label>
      <p className={style['hint']}>
        The image keeps its other names. Where another image has this one, it loses it.
      </p>
      {failure !== undefined && <FailureNote lead="It was not added." failure={failure} />}
    </Modal>
  );
}
