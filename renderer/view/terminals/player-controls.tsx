import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import { useState } from 'react';
import type { CastPlayer, CastPosition } from '../../store/cast-player.ts';
import { Button } from '../../widget/button/button.tsx';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import { Select } from '../../widget/select/select.tsx';
import style from './player-dialog.module.css';
import { playTime } from './terminal-words.ts';

interface PlayerControlsProps {
  readonly player: CastPlayer;
  readonly position: CastPosition;
}

const SPEEDS = [0.5, 1, 2, 4] as const;

/** Longer pauses are those of a person who thinks. */
const LONGEST_PAUSE_MS = 2_000;

const STEP_MS = 100;

/** Play and pause, where it is, and how fast it goes. */
export function PlayerControls({ player, position }: PlayerControlsProps): React.JSX.Element {
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  const [isShortened, setIsShortened] = useState(false);
  const { isPlaying, atMs, durationMs } = position;
  const where = `${playTime(atMs)} of ${playTime(durationMs)}`;
  return (
    <div className={style['controls']}>
      <Button
        icon={
          isPlaying ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />
        }
        onPress={() => (isPlaying ? player.pause() : player.play())}
      >
        {isPlaying ? 'Pause' : 'Play'}
      </Button>
      <input
        type="range"
        aria-label="Position"
        aria-valuetext={where}
        className={style['position']}
        min={0}
        max={Math.ceil(durationMs / STEP_MS) * STEP_MS}
        step={STEP_MS}
        value={atMs}
        onChange={({ currentTarget }) => player.seek(currentTarget.valueAsNumber)}
      />
      <span className={style['time']}>{where}</span>
      <Select
        label="Speed"
        value={speed}
        choices={SPEEDS.map((factor) => [factor, `${factor} ×`] as const)}
        onChoose={(chosen) => {
          setSpeed(chosen);
          player.setSpeed(chosen);
        }}
      />
      <CheckToggle
        isOn={isShortened}
        onChange={(isOn) => {
          setIsShortened(isOn);
          player.setLongestPause(isOn ? LONGEST_PAUSE_MS : undefined);
        }}
      >
        Shorten pauses
      </CheckToggle>
    </div>
  );
}
