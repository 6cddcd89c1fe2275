import { useId } from 'react';
import style from './text-field.module.css';

interface TextFieldProps {
  readonly label: string;
  /** The field's name in its form. */
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** More than one for a text of lines. */
  readonly lineCount?: number;
  readonly hint?: string;
  /** What is wrong with the value, as a sentence. */
  readonly error?: string | undefined;
}

/** A text with its name above, and what is to be said of it below. */
export function TextField({
  label,
  name,
  value,
  onChange,
  placeholder,
  lineCount = 1,
  hint,
  error,
}: TextFieldProps): React.JSX.Element {
  const id = useId();
  const words = error ?? hint;
  const shared = {
    id,
    name,
    value,
    placeholder,
    spellCheck: false,
    autoComplete: 'off',
    'aria-invalid': error !== undefined,
    'aria-describedby': words === undefined ? undefined : `${id}-words`,
  } as const;
  return (
    <div className={style['field']}>
      <label htmlFor={id}>{label}</label>
      {lineCount > 1 ? (
        <textarea
          {...shared}
          rows={lineCount}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <input {...shared} type="text" onChange={(event) => onChange(event.currentTarget.value)} />
      )}
      {words !== undefined && (
        <p
          id={`${id}-words`}
          role={error === undefined ? undefined : 'alert'}
          className={error === undefined ? style['hint'] : style['error']}
        >
          {words}
        </p>
      )}
    </div>
  );
}
