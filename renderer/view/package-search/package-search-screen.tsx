import ArrowLeft from 'lucide-react/icons/arrow-left';
import PackageSearch from 'lucide-react/icons/package-search';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { holdImages, useImageStore } from '../../store/image-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import {
  repeatPackageSearch,
  searchPackages,
  usePackageSearchStore,
} from '../../store/package/package-search-store.ts';
import { parsePackageQuery } from '../../store/package/parse-package-query.ts';
import { goTo } from '../../store/place-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { ScreenHead } from '../../widget/screen-head/screen-head.tsx';
import { SearchField } from '../../widget/search-field/search-field.tsx';
import { useFindKey } from '../../widget/search-field/use-find-key.ts';
import { Spinner } from '../../widget/spinner/spinner.tsx';
import { EngineGate } from '../engine/engine-gate.tsx';
import { useWayBack } from '../frame/use-way-back.ts';
import { referenceWords } from '../images/image-words.ts';
import { CoverageBar } from './coverage-bar.tsx';
import { FoundTable } from './found-table.tsx';
import style from './package-search.module.css';

/** Which of all images has a package, and in which version. */
export function PackageSearchScreen(): React.JSX.Element {
  useEffect(holdImages, []);
  useWayBack('images');
  const answer = usePackageSearchStore((store) => store.answer);
  const isLive = useIsEngineLive();
  useEffect(() => {
    // Images may have come and gone since.
    if (isLive) repeatPackageSearch();
  }, [isLive]);
  return (
    <div className={style['screen']}>
      <ScreenHead
        title="Packages of all images"
        before={
          <IconButton
            label="Back to Images"
            icon={<ArrowLeft size={16} aria-hidden="true" />}
            onPress={() => goTo({ screen: 'images' })}
          />
        }
      />
      <EngineGate hasLastValue={lastValueOf(answer) !== undefined}>
        <div className={style['content']}>
          <QueryField />
          <Answer />
        </div>
      </EngineGate>
    </div>
  );
}

function QueryField(): React.JSX.Element {
  const text = usePackageSearchStore((store) => store.text);
  const isAsking = usePackageSearchStore(({ answer }) => answer.kind === 'loading');
  const field = useRef<HTMLInputElement>(null);
  useFindKey(field);
  useEffect(() => field.current?.focus(), []);
  const parsed = parsePackageQuery(text);
  return (
    <div className={style['query']}>
      <SearchField
        ref={field}
        label="Find a package"
        hint="torch < 2.6"
        value={text}
        onChange={searchPackages}
      >
        {isAsking && <Spinner />}
      </SearchField>
      <output className={parsed.kind === 'unclear' ? style['warn'] : style['hint']}>
        {parsed.kind === 'unclear'
          ? parsed.because
          : 'A name, and a version after <, <=, =, >=, > or != if you like. * stands for any letters.'}
      </output>
    </div>
  );
}

function Answer(): React.JSX.Element {
  const answer = usePackageSearchStore((store) => store.answer);
  const images = useImageStore(({ list }) => lastValueOf(list)?.images);
  const names = useMemo(
    () =>
      new Map(images?.map(({ id, tags }) => [id, referenceWords(tags[0] ?? id)] as const) ?? []),
    [images],
  );
  const nameOf = useCallback((id: string) => names.get(id) ?? referenceWords(id), [names]);
  const known = lastValueOf(answer);
  if (answer.kind === 'failed') {
    return (
      <div className={style['alone']}>
        <FailureNote lead="The images could not be looked through." failure={answer.failure}>
          <Button onPress={repeatPackageSearch}>Look again</Button>
        </FailureNote>
      </div>
    );
  }
  if (known === undefined) return <Start />;
  return (
    <>
      <CoverageBar answer={known} />
      <div className={style['table']}>
        <FoundTable answer={known} nameOf={nameOf} />
      </div>
    </>
  );
}

function Start(): React.JSX.Element {
  return (
    <EmptyState
      icon={<PackageSearch size={22} />}
      title="Which image has it?"
      actions={
        <>
          {['torch < 2.6', 'openssl', 'nvidia-cudnn*'].map((example) => (
            <Button key={example} onPress={() => searchPackages(example)}>
              {example}
            </Button>
          ))}
        </>
      }
    >
      Versions are compared as each package manager orders its own: a release candidate comes before
      its release, 1.10 after 1.9.
    </EmptyState>
  );
}
