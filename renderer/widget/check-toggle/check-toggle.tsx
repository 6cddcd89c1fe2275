import style from './check-toggle.module.css';

interface CheckToggleProps {
  readonly children: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A yes or no with its words. */
export function CheckToggle({ children, isOn, onChange }: CheckToggleProps): React.JSX.Element {
  return (
    <label className={style['toggle']}>
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {children}
    </label>
  );
}
