import { useId, useRef, useState, type ReactNode } from 'react';
import type { ShellFacts } from '../../../shared/contract/terminal.ts';
import {
  readShellChoice,
  type ShellChoiceErrors,
  type ShellChoiceText,
} from '../../../shared/value/shell-choice.ts';
import { lastValueOf, type Loadable } from '../../store/loadable.ts';
import {
  dismissTerminalOptions,
  forgetShell,
  openChosenTerminal,
  useTerminalOptionsStore,
  type AskedTerminal,
} from '../../store/terminal-options-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { TextField } from '../../widget/text-field/text-field.tsx';
import { ShellField } from './shell-field.tsx';
import style from './open-terminal-dialog.module.css';
import { isFocusFree } from './is-focus-free.ts';
import { useOverlay } from './use-overlay.ts';

/** Asks with which shell, as whom and where a terminal begins. */
export function OpenTerminalDialog(): React.JSX.Element | null {
  const asked = useTerminalOptionsStore((store) => store.asked);
  if (asked === undefined) return null;
  return <OpenDialog key={asked.target.containerId} asked={asked} />;
}

const NOTHING: ShellChoiceText = { shell: '', user: '', directory: '', environment: '' };

function OpenDialog({ asked }: { readonly asked: AskedTerminal }): React.JSX.Element {
  const { target, facts, isOpening, refusal } = asked;
  const formId = useId();
  const first = useRef<HTMLSelectElement>(null);
  const { text, errors, change, open, focusOn } = useChoice(lastValueOf(facts), formId);
  useOverlay();
  return (
    <Modal
      title={`Open a terminal in ${target.containerName}`}
      closeLabel="Cancel"
      focusFirst={first}
      onClose={dismissTerminalOptions}
      returnFocusTo={isFocusFree}
      action={
        <Button look="primary" isBusy={isOpening} onPress={open}>
          Open
        </Button>
      }
    >
      <form
        id={formId}
        className={style['form']}
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        {refusal !== undefined && <FailureNote failure={refusal} />}
        <ShellField
          ref={first}
          facts={facts}
          value={text.shell}
          error={errors.shell}
          onChange={(shell) => change({ shell })}
        />
        <OwnFields known={lastValueOf(facts)} text={text} errors={errors} onChange={change} />
        <MemoryNote
          facts={facts}
          onForget={() => {
            change({ shell: '', user: '' });
            // The button goes with what it takes away.
            focusOn('shell');
          }}
        />
        {/* Enter in a field sends a form that has a button to send it with. */}
        <button type="submit" hidden>
          Open
        </button>
      </form>
    </Modal>
  );
}

interface Choosing {
  readonly text: ShellChoiceText;
  readonly errors: ShellChoiceErrors;
  readonly change: (changed: Partial<ShellChoiceText>) => void;
  /** Opens it, or says at the fields why not. */
  readonly open: () => void;
  readonly focusOn: (field: string | undefined) => void;
}

/** What is typed, over what is remembered; a sentence at each field that is wrong. */
function useChoice(known: ShellFacts | undefined, formId: string): Choosing {
  const [typed, setTyped] = useState<Partial<ShellChoiceText>>({});
  const [errors, setErrors] = useState<ShellChoiceErrors>({});
  const { shell = '', user = '' } = known?.remembered ?? {};
  const text = { ...NOTHING, shell, user, ...typed };
  const focusOn = (field: string | undefined): void =>
    document.querySelector<HTMLElement>(`[id="${formId}"] [name="${field}"]`)?.focus();
  return {
    text,
    errors,
    focusOn,
    change: (changed) => {
      setTyped((before) => ({ ...before, ...changed }));
      // A sentence stays until its field is good again, and comes only when the whole is sent.
      setErrors((before) => keepOpen(before, readShellChoice({ ...text, ...changed }).errors));
    },
    open: () => {
      const { choice, errors: found } = readShellChoice(text);
      setErrors(found);
      if (choice !== undefined) return void openChosenTerminal(choice);
      const [first] = Object.keys(found);
      focusOn(first);
    },
  };
}

interface OwnFieldsProps {
  readonly known: ShellFacts | undefined;
  readonly text: ShellChoiceText;
  readonly errors: ShellChoiceErrors;
  readonly onChange: (changed: Partial<ShellChoiceText>) => void;
}

/** Whom, where and with what; the container's own stand in the empty fields. */
function OwnFields({ known, text, errors, onChange }: OwnFieldsProps): React.JSX.Element {
  const own = known?.user === '' ? 'root' : (known?.user ?? '');
  return (
    <>
      <TextField
        label="User"
        name="user"
        value={text.user}
        placeholder={own}
        hint="Name, number, or user:group. Empty: the container’s own."
        error={errors.user}
        onChange={(user) => onChange({ user })}
      />
      <TextField
        label="Working directory"
        name="directory"
        value={text.directory}
        placeholder={known?.directory ?? ''}
        error={errors.directory}
        onChange={(directory) => onChange({ directory })}
      />
      <TextField
        label="Environment"
        name="environment"
        value={text.environment}
        placeholder="NAME=value"
        lineCount={3}
        hint="One NAME=value per line, in addition to the container’s own."
        error={errors.environment}
        onChange={(environment) => onChange({ environment })}
      />
    </>
  );
}

interface MemoryNoteProps {
  readonly facts: Loadable<ShellFacts>;
  readonly onForget: () => void;
}

/** Says what is remembered, and takes it back. */
function MemoryNote({ facts, onForget }: MemoryNoteProps): ReactNode {
  const known = lastValueOf(facts);
  if (known === undefined) return null;
  const { image, remembered } = known;
  if (remembered === undefined) {
    return (
      <p className={style['note']}>
        Shell and user are remembered for <b>{image}</b>: Terminal takes them from then on.
      </p>
    );
  }
  const { shell, user } = remembered;
  const words = [
    ...(shell === undefined ? [] : [`the shell ${shell}`]),
    ...(user === undefined ? [] : [`the user ${user}`]),
  ].join(' and ');
  return (
    <div className={style['memory']}>
      <p className={style['note']}>
        Remembered for <b>{image}</b>: {words}.
      </p>
      <Button
        onPress={() => {
          onForget();
          void forgetShell(image);
        }}
      >
        Forget
      </Button>
    </div>
  );
}

function keepOpen(before: ShellChoiceErrors, now: ShellChoiceErrors): ShellChoiceErrors {
  return Object.fromEntries(Object.entries(now).filter(([field]) => field in before));
}
