import { useId } from 'react';
import { classNames } from '../class-names.ts';
import style from './segmented.module.css';

/** One of a few ways to see something. */
export interface SegmentChoice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Says more than the label, where that is needed. */
  readonly tip?: string;
  /** Stands in the label's place; the label is read out. */
  readonly icon?: React.ReactNode;
}

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly SegmentChoice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A choice among a few, all of them in sight. Arrow keys move it, as in any group of radio buttons. */
export function Segmented<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: SegmentedProps<Value>): React.JSX.Element {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={style['group']}>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={classNames(style['choice'], choice.value === value && style['chosen'])}
          data-tip={choice.tip ?? (choice.icon === undefined ? undefined : choice.label)}
        >
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            aria-label={choice.label}
            onChange={() => onChange(choice.value)}
          />
          {choice.icon ?? choice.label}
        </label>
      ))}
    </div>
  );
}
