import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import Eraser from 'lucide-react/icons/eraser';
import TextWrap from 'lucide-react/icons/text-wrap';
import { useRef } from 'react';
import { formatCount } from '../../../shared/value/count.ts';
import type { ContainerLog } from '../../store/log/container-log.ts';
import { MATCH_LIMIT_LINES } from '../../store/log/find-lines.ts';
import { Button } from '../../widget/button/button.tsx';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { CopyButton } from '../../widget/copy-button/copy-button.tsx';
import { SearchField } from '../../widget/search-field/search-field.tsx';
import { useFindKey } from '../../widget/search-field/use-find-key.ts';
import style from './container-screen.module.css';
import type { LogSearch } from './use-log-search.ts';

interface LogsBarProps {
  readonly log: ContainerLog;
  readonly search: LogSearch;
  readonly isWrapped: boolean;
  readonly onWrap: (isWrapped: boolean) => void;
  /** A step to a match leaves the end of the log. */
  readonly onStep: () => void;
}

/** What can be done with a log. */
export function LogsBar({
  log,
  search,
  isWrapped,
  onWrap,
  onStep,
}: LogsBarProps): React.JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useFindKey(field);
  const step = (by: 1 | -1): void => {
    onStep();
    search.step(by);
  };
  const refusal = search.found.length === 0 ? 'Nothing found' : undefined;
  return (
    <div className={style['toolbar']}>
      <SearchField
        ref={field}
        label="Find in log"
        hint="Find in log"
        value={search.query}
        onChange={search.setQuery}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          step(event.shiftKey ? 1 : -1);
        }}
      />
      {search.query !== '' && (
        <>
          <output aria-label="Matches" className={style['note']}>
            {countText(search)}
          </output>
          <IconButton
            label="Match before"
            icon={<ChevronUp size={15} aria-hidden="true" />}
            refusal={refusal}
            onPress={() => step(-1)}
          />
          <IconButton
            label="Next match"
            icon={<ChevronDown size={15} aria-hidden="true" />}
            refusal={refusal}
            onPress={() => step(1)}
          />
        </>
      )}
      <LogTools log={log} isWrapped={isWrapped} onWrap={onWrap} />
    </div>
  );
}

function LogTools({
  log,
  isWrapped,
  onWrap,
}: Pick<LogsBarProps, 'log' | 'isWrapped' | 'onWrap'>): React.JSX.Element {
  return (
    <span className={style['end']}>
      <Button
        look="quiet"
        icon={<TextWrap size={14} aria-hidden="true" />}
        isPressed={isWrapped}
        onPress={() => onWrap(!isWrapped)}
      >
        Wrap
      </Button>
      <CopyButton label="Copy" textOf={() => wholeText(log)} />
      <Button
        look="quiet"
        icon={<Eraser size={14} aria-hidden="true" />}
        tip="Empties this view; the container’s log stays"
        onPress={() => log.clear()}
      >
        Clear view
      </Button>
    </span>
  );
}

function countText({ found, currentIndex }: LogSearch): string {
  if (found.length === 0) return 'Not found';
  const isCut = found.length >= MATCH_LIMIT_LINES;
  const all = `${formatCount(found.length)}${isCut ? '+' : ''}`;
  if (currentIndex < 0) return `${all} ${found.length === 1 ? 'line' : 'lines'}`;
  return `${formatCount(currentIndex + 1)} of ${all}`;
}

function wholeText({ lines }: ContainerLog): string {
  return Array.from({ length: lines.lineCount }, (_, i) => lines.lineAt(i)?.text ?? '').join('\n');
}
