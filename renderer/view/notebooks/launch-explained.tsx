import style from './notebooks-screen.module.css';

const STEPS = [
  [
    'Image',
    'Uses the one that is here, or pulls it. The first time takes as long as the download.',
  ],
  ['Create', 'Makes a container that only this machine can reach.'],
  ['Start', 'Starts it: usually within a second.'],
  ['Ready', 'Waits until the notebook answers, and says so.'],
] as const;

/** What Launch does, step by step. */
export function LaunchSteps(): React.JSX.Element {
  return (
    <ol className={style['explained']} aria-label="What Launch does">
      {STEPS.map(([name, text], i) => (
        <li key={name}>
          <span className={style['number']} aria-hidden="true">
            {i + 1}
          </span>
          <div>
            <b>{name}</b>
            <p className={style['soft']}>{text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
