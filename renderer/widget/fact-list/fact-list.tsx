import { useId } from 'react';
import style from './fact-list.module.css';

interface FactListProps {
  readonly title: string;
  /** Name and value; an empty name goes on with the one before. */
  readonly facts: readonly (readonly [string, React.ReactNode])[];
  /** Said where there are no facts. */
  readonly none?: string;
}

/** Facts under a title. Values can be selected and copied. */
export function FactList({ title, facts, none }: FactListProps): React.JSX.Element {
  const id = useId();
  return (
    <section className={style['section']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {facts.length === 0 ? (
        <p className={style['none']}>{none}</p>
      ) : (
        <dl className={style['facts']}>
          {facts.map(([name, value], index) => (
            <div key={`${name} ${index}`} className={style['fact']}>
              <dt>{name}</dt>
              <dd className="selectable">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
