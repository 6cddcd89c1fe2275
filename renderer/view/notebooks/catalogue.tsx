import { lazy, Suspense, useState } from 'react';
import type { Template } from '../../../shared/contract/template.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { loadCatalogue, useTemplateStore } from '../../store/template-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import style from './notebooks-screen.module.css';
import { TemplateCard } from './template-card.tsx';

const OptionsDialog = lazy(async () => ({
  default: (await import('./options-dialog.tsx')).OptionsDialog,
}));

/** The cards: one press launches. */
export function Catalogue(): React.JSX.Element {
  const catalogue = useTemplateStore((store) => store.catalogue);
  const [opened, setOpened] = useState<Template>();
  const known = lastValueOf(catalogue);
  return (
    <section aria-label="Catalogue" className={style['catalogue']}>
      <h2 className={style['title']}>Catalogue</h2>
      {catalogue.kind === 'failed' && (
        <FailureNote lead="The catalogue could not be read." failure={catalogue.failure}>
          <Button onPress={() => void loadCatalogue()}>Read again</Button>
        </FailureNote>
      )}
      {known === undefined
        ? catalogue.kind !== 'failed' && <CardSkeleton />
        : known.templates.map((template) => (
            <TemplateCard key={template.id} template={template} onOptions={setOpened} />
          ))}
      {known?.broken.map(({ file, failure }) => (
        <FailureNote key={file} lead={`${file} could not be read.`} failure={failure} />
      ))}
      {opened !== undefined && (
        <Suspense fallback={null}>
          <OptionsDialog template={opened} onClose={() => setOpened(undefined)} />
        </Suspense>
      )}
    </section>
  );
}

function CardSkeleton(): React.JSX.Element {
  return (
    <output className={style['card']} aria-label="Reading the catalogue">
      <Skeleton widthPx={150} heightPx={14} />
      <Skeleton widthPx={260} />
      <Skeleton widthPx={220} />
      <Skeleton widthPx={120} heightPx={26} />
    </output>
  );
}
