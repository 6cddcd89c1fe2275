import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import style from './search-field.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly ref?: Ref<HTMLInputElement>;
  /** Stands at the end, inside the field. */
  readonly children?: ReactNode;
}

/** A text to look for. Escape empties it. */
export function SearchField({
  label,
  hint,
  value,
  onChange,
  onKeyDown,
  ref,
  children,
}: SearchFieldProps): React.JSX.Element {
  return (
    <div className={style['field']}>
      <Search size={14} aria-hidden="true" className={style['icon']} />
      <input
        ref={ref}
        className={style['input']}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={hint}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          onKeyDown?.(event);
          if (event.key === 'Escape' && value !== '' && !event.defaultPrevented) {
            event.preventDefault();
            event.stopPropagation();
            onChange('');
          }
        }}
      />
      {children}
      {value !== '' && (
        <button
          type="button"
          className={style['clear']}
          aria-label="Clear"
          onClick={() => onChange('')}
        >
          <X size={13} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
