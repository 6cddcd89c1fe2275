import { useState, type Ref } from 'react';
import type { ShellFacts } from '../../../shared/contract/terminal.ts';
import { lastValueOf, type Loadable } from '../../store/loadable.ts';
import { SelectField } from '../../widget/select/select.tsx';
import { TextField } from '../../widget/text-field/text-field.tsx';
import style from './open-terminal-dialog.module.css';

interface ShellFieldProps {
  readonly facts: Loadable<ShellFacts>;
  /** Path or name; empty for the best that is there. */
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (shell: string) => void;
  readonly ref: Ref<HTMLSelectElement>;
}

/** No path begins so. */
const OTHER = 'other';

const BEST = 'The best that is there';

/** The shells that a container has, and a path of the user's own. */
export function ShellField({
  facts,
  value,
  error,
  onChange,
  ref,
}: ShellFieldProps): React.JSX.Element {
  const known = lastValueOf(facts);
  const shells = known?.shells ?? [];
  const [isOther, setIsOther] = useState(false);
  const isListed = value === '' || shells.includes(value);
  const showsPath = isOther || !isListed;
  return (
    <>
      <div className={style['field']}>
        <SelectField
          ref={ref}
          label="Shell"
          name="shell"
          value={showsPath ? OTHER : value}
          choices={[
            ['', shells[0] === undefined ? BEST : `${BEST}: ${shells[0]}`],
            ...shells.map(
              (path) =>
                [path, path === known?.loginShell ? `${path} (login shell)` : path] as const,
            ),
            [OTHER, 'Another path…'],
          ]}
          onChoose={(chosen) => {
            setIsOther(chosen === OTHER);
            onChange(chosen === OTHER ? '' : chosen);
          }}
        />
        <FoundWords facts={facts} />
      </div>
      {showsPath && (
        <TextField
          label="Path of the shell"
          name="shell"
          value={value}
          placeholder="/usr/bin/fish"
          error={error}
          onChange={onChange}
        />
      )}
    </>
  );
}

/** What the search came to; nothing where it found something. */
function FoundWords({ facts }: Pick<ShellFieldProps, 'facts'>): React.JSX.Element | null {
  switch (facts.kind) {
    case 'idle':
    case 'loading':
      return <output className={style['note']}>Looking for shells…</output>;
    case 'failed':
      return (
        <output className={style['note']}>
          Which shells there are is unknown: {facts.failure.message}
        </output>
      );
    case 'ready':
      if (facts.value.shells.length > 0) return null;
      return <output className={style['note']}>No shell was found in this container.</output>;
  }
}
