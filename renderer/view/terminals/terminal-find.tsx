import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import X from 'lucide-react/icons/x';
import { useEffect, useRef, useState } from 'react';
import { formatCount } from '../../../shared/value/count.ts';
import { focusTerminal } from '../../store/terminal-panel-store.ts';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import { SearchField } from '../../widget/search-field/search-field.tsx';
import type { Found } from '../../widget/terminal-pane/screen-events.ts';
import type { ScreenQuery } from '../../widget/terminal-pane/screen-search.ts';
import type { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import style from './terminals-panel.module.css';

interface TerminalFindProps {
  readonly screen: TerminalScreen;
  readonly found: Found | undefined;
  readonly onClose: () => void;
}

/** Looks for a text on the screen and in what scrolled off it; the newest place first. */
export function TerminalFind({ screen, found, onClose }: TerminalFindProps): React.JSX.Element {
  const { query, change, step } = useQuery(screen);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const close = (): void => {
    onClose();
    focusTerminal();
  };
  return (
    // Escape ends the search from anywhere in it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <search
      className={style['find']}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <SearchField
        ref={field}
        label="Find in terminal"
        hint="Find in terminal"
        value={query.text}
        onChange={(text) => change({ text })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          step(event.shiftKey ? 1 : -1);
        }}
      />
      <CheckToggle isOn={query.isRegex} onChange={(isRegex) => change({ isRegex })}>
        Regex
      </CheckToggle>
      <CheckToggle
        isOn={query.isCaseSensitive}
        onChange={(isCaseSensitive) => change({ isCaseSensitive })}
      >
        Match case
      </CheckToggle>
      <output aria-label="Matches" className={style['matches']}>
        {foundWords(query, found)}
      </output>
      <FindButtons
        hasFound={found !== undefined && found.count > 0}
        onStep={step}
        onClose={close}
      />
    </search>
  );
}

interface FindButtonsProps {
  readonly hasFound: boolean;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

function FindButtons({ hasFound, onStep, onClose }: FindButtonsProps): React.JSX.Element {
  const refusal = hasFound ? undefined : 'Nothing found';
  return (
    <span className={style['findEnd']}>
      <IconButton
        label="Match before"
        icon={<ChevronUp size={15} aria-hidden="true" />}
        refusal={refusal}
        onPress={() => onStep(-1)}
      />
      <IconButton
        label="Next match"
        icon={<ChevronDown size={15} aria-hidden="true" />}
        refusal={refusal}
        onPress={() => onStep(1)}
      />
      <IconButton
        label="End the search"
        icon={<X size={15} aria-hidden="true" />}
        onPress={onClose}
      />
    </span>
  );
}

interface FindQuery {
  readonly query: ScreenQuery;
  readonly change: (part: Partial<ScreenQuery>) => void;
  readonly step: (by: 1 | -1) => void;
}

/** Looks again with every change, backwards from the end: that is where the eye is. */
function useQuery(screen: TerminalScreen): FindQuery {
  const [query, setQuery] = useState<ScreenQuery>({
    text: '',
    isRegex: false,
    isCaseSensitive: false,
  });
  useEffect(() => () => screen.endFind(), [screen]);
  const look = (next: ScreenQuery, by: 1 | -1): void => {
    if (next.text === '' || !isReadable(next)) screen.endFind();
    else screen.find(next, by);
  };
  return {
    query,
    change: (part) => {
      const next = { ...query, ...part };
      setQuery(next);
      // Without this it would go on from where the text before was found.
      screen.endFind();
      look(next, -1);
    },
    step: (by) => look(query, by),
  };
}

function foundWords(query: ScreenQuery, found: Found | undefined): string {
  if (query.text === '') return '';
  if (!isReadable(query)) return 'Not a regular expression';
  if (found === undefined || found.count === 0) return 'Not found';
  if (found.index < 0) return `${formatCount(found.count)}+`;
  return `${formatCount(found.index + 1)} of ${formatCount(found.count)}`;
}

function isReadable({ text, isRegex }: ScreenQuery): boolean {
  if (!isRegex) return true;
  try {
    return new RegExp(text).source !== '';
  } catch {
    return false;
  }
}
