import { useId, useState } from 'react';
import { useTerminalDrawing } from '../../store/terminal-drawing-store.ts';
import {
  changeTerminalSettings,
  CONTRAST_CHOICES,
  LARGEST_FONT_PX,
  RENDERER_CHOICES,
  SCROLLBACK_CHOICES,
  SMALLEST_FONT_PX,
  USUAL_SETTINGS,
  useTerminalSettings,
  type RendererChoice,
} from '../../store/terminal-settings-store.ts';
import { formatCount } from '../../../shared/value/count.ts';
import { Button } from '../../widget/button/button.tsx';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import { Select } from '../../widget/select/select.tsx';
import { TerminalModal } from './terminal-modal.tsx';
import style from './terminal-settings-dialog.module.css';

const CONTRAST_WORDS: Readonly<Record<(typeof CONTRAST_CHOICES)[number], string>> = {
  1: 'As the program says',
  4.5: 'Readable (4.5 to 1)',
  7: 'High (7 to 1)',
};

const RENDERER_WORDS: Readonly<Record<RendererChoice, string>> = {
  automatic: 'Automatic',
  gpu: 'GPU',
  dom: 'DOM',
};

/** How all terminals look and behave. What is changed is seen at once and kept. */
export function TerminalSettingsDialog({
  onClose,
}: {
  readonly onClose: () => void;
}): React.JSX.Element {
  const settings = useTerminalSettings();
  return (
    <TerminalModal title="Terminal settings" onClose={onClose}>
      <div className={style['fields']}>
        <FontFields />
        <Choice
          label="Lines kept above the screen"
          value={settings.scrollbackLines}
          choices={SCROLLBACK_CHOICES.map((lines) => [lines, formatCount(lines)] as const)}
          onChoose={(scrollbackLines) => changeTerminalSettings({ scrollbackLines })}
        />
        <Choice
          label="Contrast of text"
          value={settings.minimumContrast}
          choices={CONTRAST_CHOICES.map((ratio) => [ratio, CONTRAST_WORDS[ratio]] as const)}
          onChoose={(minimumContrast) => changeTerminalSettings({ minimumContrast })}
        />
        <RendererFields />
      </div>
      <div className={style['checks']}>
        <CheckToggle
          isOn={settings.isCursorBlinking}
          onChange={(isCursorBlinking) => changeTerminalSettings({ isCursorBlinking })}
        >
          Blinking cursor
        </CheckToggle>
        <CheckToggle
          isOn={settings.isScreenReaderOn}
          onChange={(isScreenReaderOn) => changeTerminalSettings({ isScreenReaderOn })}
        >
          Text for screen readers
        </CheckToggle>
      </div>
      <div>
        <Button onPress={() => changeTerminalSettings(USUAL_SETTINGS)}>Reset all of these</Button>
      </div>
    </TerminalModal>
  );
}

/** What draws, and why: as chosen, or as measured. */
function RendererFields(): React.JSX.Element {
  const renderer = useTerminalSettings((store) => store.renderer);
  const drawing = useTerminalDrawing((store) => store.drawing);
  return (
    <>
      <Choice
        label="Renderer"
        value={renderer}
        choices={RENDERER_CHOICES.map((name) => [name, RENDERER_WORDS[name]] as const)}
        onChoose={(chosen) => changeTerminalSettings({ renderer: chosen })}
      />
      {drawing !== undefined && (
        <output aria-label="Renderer in use" className={style['note']}>
          {drawing.by === 'gpu' ? 'GPU' : 'DOM'}: {drawing.reason}
        </output>
      )}
    </>
  );
}

function FontFields(): React.JSX.Element {
  const { fontFamily, fontSizePx } = useTerminalSettings();
  const [familyId, sizeId] = [useId(), useId()];
  // What is typed, while it is: half a number is none yet.
  const [typed, setTyped] = useState<string>();
  return (
    <>
      <label htmlFor={familyId}>Font</label>
      <input
        id={familyId}
        type="text"
        value={fontFamily}
        placeholder="Berth’s own"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => changeTerminalSettings({ fontFamily: event.currentTarget.value })}
      />
      <label htmlFor={sizeId}>Size of text</label>
      <span className={style['size']}>
        <input
          id={sizeId}
          type="number"
          min={SMALLEST_FONT_PX}
          max={LARGEST_FONT_PX}
          value={typed ?? fontSizePx}
          onBlur={() => setTyped(undefined)}
          onChange={({ currentTarget: { value, valueAsNumber, validity } }) => {
            setTyped(value);
            if (validity.valid && value !== '') {
              changeTerminalSettings({ fontSizePx: valueAsNumber });
            }
          }}
        />
        px
      </span>
    </>
  );
}

interface ChoiceProps<Value extends string | number> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [Value, string])[];
  readonly onChoose: (value: Value) => void;
}

function Choice<Value extends string | number>({
  label,
  ...rest
}: ChoiceProps<Value>): React.JSX.Element {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Select {...rest} id={id} />
    </>
  );
}
