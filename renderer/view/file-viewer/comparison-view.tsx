import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import Equal from 'lucide-react/icons/equal';
import { useMemo, useState } from 'react';
import type { FileComparison, TextHunk } from '../../../shared/contract/layer-file.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatCount } from '../../../shared/value/count.ts';
import { formatDuration } from '../../../shared/value/duration.ts';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { classNames } from '../../widget/class-names.ts';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { FactList } from '../../widget/fact-list/fact-list.tsx';
import { changeStarts, comparisonLines, type ComparisonLine } from './comparison-lines.ts';
import style from './file-viewer.module.css';
import { LineList } from './line-list.tsx';
import { longestLine } from './text-lines.ts';
import { LineText } from './text-view.tsx';

const BYTES_WORDS = {
  binary: 'At least one of the two is no text, so only their sizes and digests are compared.',
  'too-large': 'They are too large to be compared line by line.',
  'too-different': 'They have too little in common to be compared line by line.',
} as const;

/** In what two files differ. */
export function ComparisonView({
  comparison,
}: {
  readonly comparison: FileComparison;
}): React.JSX.Element {
  const { result } = comparison;
  switch (result.kind) {
    case 'text':
      return <TextComparison comparison={comparison} hunks={result.hunks} counts={result} />;
    case 'same':
      return (
        <EmptyState icon={<Equal size={22} />} title="They are the same">
          Every byte is: {formatByteSize(comparison.after.sizeBytes)}, SHA-256{' '}
          {comparison.after.sha256.slice(0, 16)}…
        </EmptyState>
      );
    case 'bytes':
      return (
        <div className={style['sides']}>
          <p>{BYTES_WORDS[result.because]} They are not the same.</p>
          <FactList title="Before" facts={factsOf(comparison.before)} />
          <FactList title="After" facts={factsOf(comparison.after)} />
        </div>
      );
  }
}

function factsOf({
  sizeBytes,
  sha256,
}: FileComparison['before']): readonly (readonly [string, string])[] {
  return [
    ['Size', `${formatByteSize(sizeBytes)} (${formatCount(sizeBytes)} bytes)`],
    ['SHA-256', sha256],
  ];
}

interface TextComparisonProps {
  readonly comparison: FileComparison;
  readonly hunks: readonly TextHunk[];
  readonly counts: { readonly addedCount: number; readonly removedCount: number };
}

function TextComparison({ comparison, hunks, counts }: TextComparisonProps): React.JSX.Element {
  const lines = useMemo(() => comparisonLines(hunks), [hunks]);
  const starts = useMemo(() => changeStarts(lines), [lines]);
  const widthCharacters = useMemo(() => longestLine(lines), [lines]);
  const [current, setCurrent] = useState(0);
  const step = (by: number): void =>
    setCurrent((at) => (at + by + starts.length) % Math.max(1, starts.length));
  return (
    <>
      <LineList
        label="Differences"
        count={lines.length}
        widthCharacters={widthCharacters}
        shownIndex={starts[current]}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === 'n') step(1);
          else if (event.key === 'p') step(-1);
        }}
        lineAt={(index) => {
          const line = lines[index];
          return line && <Line line={line} isCurrent={starts[current] === index} />;
        }}
      />
      <footer className={style['foot']}>
        <span className={style['footWords']}>
          <b className={style['addedWords']}>+{formatCount(counts.addedCount)}</b>{' '}
          <b className={style['removedWords']}>−{formatCount(counts.removedCount)}</b> lines ·{' '}
          {formatByteSize(comparison.before.sizeBytes)} before,{' '}
          {formatByteSize(comparison.after.sizeBytes)} after · fetched in{' '}
          {formatDuration(comparison.tookMs)}
        </span>
        <output className={style['place']}>
          Change {formatCount(current + 1)} of {formatCount(starts.length)}
        </output>
        <IconButton
          label="Previous change"
          tip="Previous change (p)"
          icon={<ArrowUp size={14} aria-hidden="true" />}
          onPress={() => step(-1)}
        />
        <IconButton
          label="Next change"
          tip="Next change (n)"
          icon={<ArrowDown size={14} aria-hidden="true" />}
          onPress={() => step(1)}
        />
      </footer>
    </>
  );
}

const SIGNS: Readonly<Record<ComparisonLine['kind'], string>> = {
  head: '',
  same: ' ',
  added: '+',
  removed: '−',
  note: ' ',
};

interface LineProps {
  readonly line: ComparisonLine;
  readonly isCurrent: boolean;
}

function Line({ line, isCurrent }: LineProps): React.JSX.Element {
  const { kind, text, beforeNumber, afterNumber } = line;
  if (kind === 'head') return <span className={style['hunk']}>{text}</span>;
  return (
    <span className={classNames(style['compared'], style[kind], isCurrent && style['here'])}>
      <span aria-hidden="true" className={style['number']}>
        {beforeNumber}
      </span>
      <span aria-hidden="true" className={style['number']}>
        {afterNumber}
      </span>
      <span className={style['sign']}>{SIGNS[kind]}</span>
      <LineText text={text} />
    </span>
  );
}
