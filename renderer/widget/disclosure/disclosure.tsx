import ChevronRight from 'lucide-react/icons/chevron-right';
import { useId, useState, type ReactNode } from 'react';
import style from './disclosure.module.css';

interface DisclosureProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** Words that are there for who asks. */
export function Disclosure({ label, children }: DisclosureProps): React.JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={style['disclosure']}>
      <button
        type="button"
        className={style['button']}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight size={14} aria-hidden="true" />
        {label}
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </div>
  );
}
