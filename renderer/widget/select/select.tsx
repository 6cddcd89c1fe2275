import { useId, type Ref } from 'react';
import style from './select.module.css';

interface SelectProps<Value extends string | number> {
  readonly value: Value;
  /** Values and their words. */
  readonly choices: readonly (readonly [Value, string])[];
  readonly onChoose: (value: Value) => void;
  /** Its accessible name, where no label that is seen stands beside it. */
  readonly label?: string;
  /** For the label that is seen. */
  readonly id?: string;
  /** The field's name in its form. */
  readonly name?: string;
  readonly ref?: Ref<HTMLSelectElement>;
}

/** One of a few values. */
export function Select<Value extends string | number>({
  value,
  choices,
  onChoose,
  label,
  id,
  name,
  ref,
}: SelectProps<Value>): React.JSX.Element {
  return (
    <select
      ref={ref}
      id={id}
      name={name}
      aria-label={label}
      className={style['select']}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = choices[currentTarget.selectedIndex];
        if (chosen !== undefined) onChoose(chosen[0]);
      }}
    >
      {choices.map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </select>
  );
}

/** The same with its name above. */
export function SelectField<Value extends string | number>({
  label,
  ...rest
}: Omit<SelectProps<Value>, 'id'> & { readonly label: string }): React.JSX.Element {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className={style['label']}>
        {label}
      </label>
      <Select {...rest} id={id} />
    </>
  );
}
