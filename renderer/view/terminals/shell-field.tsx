import { useId, useState, type Ref } from 'react';
import type { ShellFacts } from '../../../shared/contract/terminal.ts';
import { lastValueOf, type Loadable } from '../../store/loadable.ts';
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

/** The shells that a container has, and a path of the user's own. */
export function ShellField({
  facts,
  value,
  error,
  onChange,
  ref,
}: ShellFieldProps): React.JSX.Element {
  const id = useId();
  const known = lastValueOf(facts);
  const shells = known?.shells ?? [];
  const [isOther, setIsOther] = useState(false);
  const isListed = value === '' || shells.includes(value);
  const showsPath = isOther || !isListed;
  return (
    <>
      <div className={style['field']}>
        <label htmlFor={id}>Shell</label>
        <select
          ref={ref}
          id={id}
          name="shell"
          value={showsPath ? OTHER : value}
          className={style['select']}
          onChange={({ currentTarget: { value: chosen } }) => {
            setIsOther(chosen === OTHER);
            onChange(chosen === OTHER ? '' : chosen);
          }}
        >
          <option value="">
            {shells[0] === undefined
              ? 'The best that is there'
              : `The best that is there: ${shells[0]}`}
          </option>
          {shells.map((path) => (
            <option key={path} value={path}>
              {path === known?.loginShell ? `${path} (login shell)` : path}
            </option>
          ))}
          <option value={OTHER}>Another path…</option>
        </select>
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
