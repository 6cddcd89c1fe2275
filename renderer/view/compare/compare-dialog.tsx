import { useEffect, useMemo, useRef, useState } from 'react';
import type { Container } from '../../../shared/contract/container.ts';
import type { Image } from '../../../shared/contract/image.ts';
import { shortId } from '../../../shared/value/short-id.ts';
import {
  dismissComparison,
  useComparisonChoiceStore,
} from '../../store/comparison-choice-store.ts';
import { useContainerStore } from '../../store/container-store.ts';
import { holdImages, useImageStore } from '../../store/image-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { goTo, type ComparedPlace } from '../../store/place-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { SelectField } from '../../widget/select/select.tsx';

/** Something that can be compared, by a text that stands for it. */
interface Choice {
  readonly value: string;
  readonly words: string;
  readonly place: ComparedPlace;
}

/** Asks which two images or containers are to be compared. */
export function CompareDialog(): React.JSX.Element {
  const first = useComparisonChoiceStore((store) => store.first);
  useEffect(holdImages, []);
  const images = useImageStore(({ list }) => lastValueOf(list)?.images);
  const containers = useContainerStore(({ list }) => lastValueOf(list));
  const choices = useMemo(() => choicesOf(images ?? [], containers ?? []), [images, containers]);
  const [chosen, setChosen] = useState<readonly [string, string]>([
    first ? valueOf(first) : '',
    '',
  ]);
  const field = useRef<HTMLSelectElement>(null);
  const [before, after] = chosen.map((value) => choices.find((choice) => choice.value === value));
  const isPair = before !== undefined && after !== undefined && before !== after;
  const listed = [
    ['', 'Choose…'] as const,
    ...choices.map(({ value, words }) => [value, words] as const),
  ];
  return (
    <Modal
      title="Compare"
      closeLabel="Cancel"
      onClose={dismissComparison}
      focusFirst={field}
      action={
        <Button
          look="primary"
          refusal={isPair ? undefined : 'Choose two of them'}
          onPress={() => {
            if (!isPair) return;
            dismissComparison();
            goTo({ screen: 'compare', before: before.place, after: after.place });
          }}
        >
          Compare
        </Button>
      }
    >
      <SelectField
        label="First"
        value={chosen[0]}
        choices={listed}
        onChoose={(value) => setChosen([value, chosen[1]])}
        {...(first === undefined && { ref: field })}
      />
      <SelectField
        label="Second"
        value={chosen[1]}
        choices={listed}
        onChoose={(value) => setChosen([chosen[0], value])}
        {...(first !== undefined && { ref: field })}
      />
      <p>Files, settings, variables and layers of two images, or of a container with an image.</p>
    </Modal>
  );
}

function valueOf({ kind, id }: ComparedPlace): string {
  return `${kind}-${id}`;
}

function choicesOf(images: readonly Image[], containers: readonly Container[]): readonly Choice[] {
  const places: readonly (readonly [ComparedPlace, string])[] = [
    ...images.map(
      ({ id, tags }) =>
        [
          { kind: 'image', id: id.replace(/^sha256:/, '') },
          tags.length === 0 ? shortId(id) : tags.join(', '),
        ] as const,
    ),
    ...containers.map(({ id, name }) => [{ kind: 'container', id }, `Container ${name}`] as const),
  ];
  return places.map(([place, words]) => ({ value: valueOf(place), words, place }));
}
