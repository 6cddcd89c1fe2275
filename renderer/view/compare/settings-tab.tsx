import { useState } from 'react';
import type { ComparedValue, Comparison } from '../../../shared/contract/comparison.ts';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import style from './compare-screen.module.css';

/** What both start, their variables and their labels, side by side. */
export function SettingsTab({
  comparison,
}: {
  readonly comparison: Comparison;
}): React.JSX.Element {
  const [isOnlyDifferent, setIsOnlyDifferent] = useState(true);
  const groups = [
    ['What it starts', comparison.settings],
    ['Environment', comparison.env],
    ['Labels', comparison.labels],
  ] as const;
  return (
    <>
      <div className={style['toolbar']}>
        <CheckToggle isOn={isOnlyDifferent} onChange={setIsOnlyDifferent}>
          Only what differs
        </CheckToggle>
      </div>
      <ScrollBox label="Settings" className={style['scroll']}>
        {groups.map(([title, rows]) => (
          <Group key={title} title={title} rows={rows} isOnlyDifferent={isOnlyDifferent} />
        ))}
      </ScrollBox>
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly rows: readonly ComparedValue[];
  readonly isOnlyDifferent: boolean;
}

function Group({ title, rows, isOnlyDifferent }: GroupProps): React.JSX.Element {
  const shown = rows.filter((row) => !isOnlyDifferent || row.before !== row.after);
  const maskedCount = rows.filter(({ isMasked }) => isMasked).length;
  return (
    <section className={style['group']}>
      <h2>{title}</h2>
      {shown.length === 0 ? (
        <p className={style['soft']}>{rows.length === 0 ? 'Neither has any.' : 'No difference.'}</p>
      ) : (
        <table className={style['values']}>
          <thead className="visually-hidden">
            <tr>
              <th>Name</th>
              <th>First</th>
              <th>Second</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.name} data-different={row.before !== row.after || undefined}>
                <th scope="row">{row.name}</th>
                <Value value={row.before} look="before" />
                <Value value={row.after} look="after" />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {maskedCount > 0 && (
        <p className={style['soft']}>
          Values that look secret are masked: whether those are the same was not looked at.
        </p>
      )}
    </section>
  );
}

interface ValueProps {
  readonly value: string | undefined;
  readonly look: 'before' | 'after';
}

function Value({ value, look }: ValueProps): React.JSX.Element {
  return (
    <td data-look={look} data-absent={value === undefined || undefined} className="selectable">
      {value === undefined ? 'none' : value === '' ? '(empty)' : value}
    </td>
  );
}
