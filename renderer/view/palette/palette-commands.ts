import type { Container } from '../../../shared/contract/container.ts';
import {
  restartContainer,
  startContainer,
  stopContainer,
  useContainerStore,
} from '../../store/container-store.ts';
import { askComparison } from '../../store/comparison-choice-store.ts';
import { useEngineStore } from '../../store/engine-store.ts';
import { openTerminalIn } from '../../store/helper-store.ts';
import { loadImages } from '../../store/image-archive.ts';
import { askPull } from '../../store/image-pull-store.ts';
import { startLaunch } from '../../store/launch-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { offeredCommands, type PaletteCommand } from '../../store/palette-store.ts';
import { ownTerminalId } from '../../store/own-terminal.ts';
import { goTo } from '../../store/place-store.ts';
import { useTemplateStore } from '../../store/template-store.ts';
import { askTerminalOptions } from '../../store/terminal-options-store.ts';
import { toggleTerminals } from '../../store/terminal-panel-store.ts';
import { attachTerminal } from '../../store/terminal-store.ts';
import { commandChord } from '../../widget/key-chord/key-chord.ts';
import { refusalsOf } from '../containers/container-words.ts';
import { keysOf } from '../terminals/terminal-keys.ts';

/** The window of one terminal has no other screens. */
const HAS_SCREENS = ownTerminalId === undefined;

const SCREEN_COMMANDS: readonly PaletteCommand[] = [
  {
    label: 'Go to Notebooks',
    keys: commandChord('1'),
    run: () => goTo({ screen: 'notebooks' }),
  },
  {
    label: 'Go to Containers',
    keys: commandChord('2'),
    run: () => goTo({ screen: 'containers' }),
  },
  { label: 'Go to Images', keys: commandChord('3'), run: () => goTo({ screen: 'images' }) },
  { label: 'Show or hide terminals', keys: keysOf('toggle'), run: () => toggleTerminals() },
];

function imageCommands(isLive: boolean): readonly PaletteCommand[] {
  const refusal = isLive ? undefined : 'The engine is not connected';
  return [
    { label: 'Pull an image…', refusal, run: () => askPull() },
    { label: 'Compare two images…', refusal, run: () => askComparison() },
    { label: 'Find a package in all images', run: () => goTo({ screen: 'packages' }) },
    { label: 'Load images from an archive…', refusal, run: () => void loadImages() },
  ];
}

/** Everything that can be done now, what is done most first. */
export function paletteCommands(): readonly PaletteCommand[] {
  const isLive = useEngineStore.getState().state.kind === 'connected';
  const { list, pending } = useContainerStore.getState();
  const containers = (lastValueOf(list) ?? []).toSorted(
    (a, b) => Number(b.state === 'running') - Number(a.state === 'running'),
  );
  const templates = lastValueOf(useTemplateStore.getState().catalogue)?.templates ?? [];
  const ofEach = containers.map((row) =>
    containerCommands(row, refusalsOf(row, pending.get(row.id), isLive)),
  );
  return [
    ...(HAS_SCREENS ? [...SCREEN_COMMANDS, ...imageCommands(isLive)] : []),
    ...ofEach.flatMap(([terminal]) => terminal ?? []),
    ...offeredCommands(),
    ...templates.map(({ id, title }) => ({
      label: `Launch ${title}`,
      refusal: isLive ? undefined : 'The engine is not connected',
      run: () => void startLaunch(id, title),
    })),
    ...ofEach.flatMap(([, ...others]) => others),
  ];
}

function containerCommands(
  row: Container,
  refusals: ReturnType<typeof refusalsOf>,
): readonly PaletteCommand[] {
  const { id, name } = row;
  const target = { containerId: id, containerName: name };
  return [
    {
      label: `Terminal in ${name}`,
      refusal: refusals.terminal,
      run: () => void openTerminalIn(row),
    },
    {
      label: `Terminal with options in ${name}…`,
      refusal: refusals.ownShell,
      run: () => askTerminalOptions(target),
    },
    {
      label: `Attach to ${name}`,
      refusal: refusals.ownShell,
      run: () => void attachTerminal(target),
    },
    ...(HAS_SCREENS ? screenCommands(row) : []),
    { label: `Start ${name}`, refusal: refusals.start, run: () => void startContainer(row) },
    { label: `Stop ${name}`, refusal: refusals.stop, run: () => void stopContainer(row) },
    { label: `Restart ${name}`, refusal: refusals.restart, run: () => void restartContainer(row) },
  ];
}

function screenCommands({ id, name }: Container): readonly PaletteCommand[] {
  return [
    { label: `Logs of ${name}`, run: () => goTo({ screen: 'container', id, tab: 'logs' }) },
    { label: `Open ${name}`, run: () => goTo({ screen: 'container', id, tab: 'overview' }) },
  ];
}
