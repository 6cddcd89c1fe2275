import { Dialog } from '@base-ui/react/dialog';
import Search from 'lucide-react/icons/search';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { classNames } from '../class-names.ts';
import { writeChord } from '../key-chord/key-chord.ts';
import style from './command-palette.module.css';

/** One thing that can be done. */
export interface CommandEntry {
  readonly label: string;
  /** Places of its letters that were typed. */
  readonly places: readonly number[];
  /** The chord that does the same. */
  readonly keys?: string | undefined;
  /** Why it cannot be done now. */
  readonly refusal?: string | undefined;
}

interface CommandPaletteProps<Entry extends CommandEntry> {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** The field has the keyboard. */
  readonly onReady: () => void;
  /** Best first. */
  readonly entries: readonly Entry[];
  readonly onChoose: (entry: Entry) => void;
  readonly onClose: () => void;
  /** Whether the keyboard goes back to where it was. */
  readonly returnsFocus: () => boolean;
}

/** How far Page Up and Page Down go. */
const PAGE_STEP = 8;

/** Commands above the window: typed for, chosen by arrow keys and Enter. */
export function CommandPalette<Entry extends CommandEntry>(
  props: CommandPaletteProps<Entry>,
): React.JSX.Element {
  const { typed, onType, onReady, entries, onChoose, onClose, returnsFocus } = props;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(0);
  const current = entries[chosen];
  const choose = (entry: Entry | undefined): void => {
    if (entry !== undefined && entry.refusal === undefined) onChoose(entry);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') return choose(current);
    const next = nextIndex(event.key, chosen, entries.length);
    if (next === undefined) return;
    event.preventDefault();
    setChosen(next);
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={style['backdrop']} />
        <Dialog.Popup className={style['popup']} initialFocus={field} finalFocus={returnsFocus}>
          <Dialog.Title className="visually-hidden">Commands</Dialog.Title>
          <div className={style['field']}>
            <Search size={15} aria-hidden="true" />
            <input
              ref={field}
              className={style['input']}
              type="text"
              role="combobox"
              aria-label="Search commands"
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={current === undefined ? undefined : `${id}-${chosen}`}
              placeholder="Type what you want to do"
              value={typed}
              spellCheck={false}
              autoComplete="off"
              onFocus={onReady}
              onKeyDown={onKeyDown}
              onChange={(event) => {
                setChosen(0);
                onType(event.currentTarget.value);
              }}
            />
          </div>
          <Options id={id} entries={entries} chosen={chosen} onPoint={setChosen} onPress={choose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface OptionsProps<Entry extends CommandEntry> {
  readonly id: string;
  readonly entries: readonly Entry[];
  readonly chosen: number;
  readonly onPoint: (index: number) => void;
  readonly onPress: (entry: Entry) => void;
}

function Options<Entry extends CommandEntry>({
  id,
  entries,
  chosen,
  onPoint,
  onPress,
}: OptionsProps<Entry>): React.JSX.Element {
  return (
    <>
      {/* A list that a text field leads has no tag of its own. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div id={`${id}-list`} role="listbox" aria-label="Commands" className={style['list']}>
        {entries.map((entry, index) => (
          <Option
            key={entry.label}
            id={`${id}-${index}`}
            entry={entry}
            isChosen={index === chosen}
            onPoint={() => onPoint(index)}
            onPress={() => onPress(entry)}
          />
        ))}
      </div>
      {entries.length === 0 && <p className={style['none']}>No command has these letters.</p>}
      <output className="visually-hidden">
        {entries.length === 0 ? 'No command' : (entries[chosen]?.refusal ?? '')}
      </output>
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly entry: CommandEntry;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onPress: () => void;
}

function Option({ id, entry, isChosen, onPoint, onPress }: OptionProps): React.JSX.Element {
  const { label, places, keys, refusal } = entry;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    // The field keeps the keyboard: it is the one that keys are handled at.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      ref={row}
      id={id}
      // A tag of its own exists for choices of a form alone.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      aria-selected={isChosen}
      aria-disabled={refusal !== undefined || undefined}
      className={classNames(style['option'], isChosen && style['chosen'])}
      onPointerMove={onPoint}
      onClick={onPress}
    >
      <span className={style['label']}>
        {segmentsOf(label, places).map(({ text, at, isTyped }) =>
          isTyped ? <b key={at}>{text}</b> : text,
        )}
      </span>
      {refusal !== undefined && <span className={style['refusal']}>{refusal}</span>}
      {keys !== undefined && refusal === undefined && (
        <kbd className={style['keys']}>{writeChord(keys)}</kbd>
      )}
    </div>
  );
}

interface Segment {
  readonly text: string;
  readonly at: number;
  readonly isTyped: boolean;
}

/** A text cut where typed and other letters meet. */
function segmentsOf(text: string, places: readonly number[]): readonly Segment[] {
  const cuts = places.flatMap((place) => [place, place + 1]);
  const edges = [...new Set([0, ...cuts, text.length])];
  return edges.slice(0, -1).map((at, index) => ({
    text: text.slice(at, edges[index + 1]),
    at,
    isTyped: places.includes(at),
  }));
}

/** Where a key leads in a list; undefined for a key that leads nowhere. */
function nextIndex(key: string, index: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (index + 1) % count;
    case 'ArrowUp':
      return (index - 1 + count) % count;
    case 'PageDown':
      return Math.min(count - 1, index + PAGE_STEP);
    case 'PageUp':
      return Math.max(0, index - PAGE_STEP);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
