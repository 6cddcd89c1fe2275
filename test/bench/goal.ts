export type Unit = 'ms' | 'MB' | 'MB/s' | '% of a core' | '% of all';

/** What a figure is about and how far it may be from its reference. */
interface Goal {
  /** Both sides in words, for the table. */
  readonly title: string;
  readonly referenceTitle: string;
  readonly unit: Unit;
  /** The greatest ratio of ours to the reference that is still good, the least one where more is better. */
  readonly goal: number;
  /** What is better; lower where nothing is said. */
  readonly better?: 'higher';
}

const TABLE = {
  'start.paint': {
    title: 'start to meaningful paint',
    referenceTitle: 'ready-to-show of an empty Electron window',
    unit: 'ms',
    goal: 1.5,
  },
  'start.rows50': {
    title: 'start to 50 containers on the screen',
    referenceTitle: 'ready-to-show of an empty Electron window',
    unit: 'ms',
    goal: 2,
  },
  'start.rows500': {
    title: 'start to 500 containers on the screen',
    referenceTitle: 'own start to 50 + 2 × API list of 500',
    unit: 'ms',
    goal: 1,
  },
  'idle.pss': {
    title: 'memory on a list of 50',
    referenceTitle: 'memory of an empty Electron window',
    unit: 'MB',
    goal: 1.4,
  },
  'idle.pss500': {
    title: 'memory on a list of 500',
    referenceTitle: 'own memory on a list of 50',
    unit: 'MB',
    goal: 1.1,
  },
  'idle.cpu': {
    title: 'processor time over 60 s on a list of 50',
    referenceTitle: 'budget',
    unit: '% of a core',
    goal: 1,
  },
  'rows.event': {
    title: 'start event of a container to its row',
    referenceTitle: 'API list of 50 + 3 display frames',
    unit: 'ms',
    goal: 1,
  },
  'rows.5000': {
    title: 'switch to a list of 5,000 containers',
    referenceTitle: 'API list of 5,000',
    unit: 'ms',
    goal: 2,
  },
  'scroll.p95': {
    title: 'frame time (p95) while scrolling through 5,000 rows',
    referenceTitle: 'display frame',
    unit: 'ms',
    goal: 1.25,
  },
  'launch.ready': {
    title: 'click on Launch to a ready notebook, image present',
    referenceTitle: 'API create + start + poll until HTTP 200',
    unit: 'ms',
    goal: 1.15,
  },
  'ipc.busy': {
    title: 'request (p95) while 128 MiB flow to a slow reader',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'terminal.throughput': {
    title: 'text of 50 MB until its end is painted',
    referenceTitle: '`docker exec -t … cat` under a terminal',
    unit: 'MB/s',
    goal: 0.5,
    better: 'higher',
  },
  'terminal.loss': {
    title: 'lost of ten floods of 50 MB and one of 1 GB',
    referenceTitle: 'sent',
    unit: 'MB',
    goal: 0,
  },
  'terminal.frame': {
    title: 'longest frame while a terminal is flooded',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'terminal.echo': {
    title: 'key to its painted glyph (p50)',
    referenceTitle: '`docker exec -it` under a terminal + 1 display frame',
    unit: 'ms',
    goal: 1,
  },
  'terminal.echo95': {
    title: 'key to its painted glyph (p95)',
    referenceTitle: '`docker exec -it` under a terminal + 1 display frame',
    unit: 'ms',
    goal: 1,
  },
  'terminal.interrupt': {
    title: 'Ctrl-C under a flood to the prompt',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'terminal.attach': {
    title: 'terminal with 5,000 lines attached anew',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'terminal.heap': {
    title: 'growth of the main process’s heap in a flood of 1 GB',
    referenceTitle: 'budget',
    unit: 'MB',
    goal: 1,
  },
  'terminal.window': {
    title: 'growth of the window’s memory in a flood of 1 GB',
    referenceTitle: 'budget',
    unit: 'MB',
    goal: 1,
  },
  'terminal.busy': {
    title: 'request (p95) while a terminal is flooded with 1 GB',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'terminal.share': {
    title: 'least share of eight floods at once',
    referenceTitle: 'budget',
    unit: '% of all',
    goal: 1,
    better: 'higher',
  },
  'terminal.lag': {
    title: 'lag (p99) of the main process under eight floods',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'terminal.text': {
    title: 'coloured text through the guard of terminals',
    referenceTitle: 'budget',
    unit: 'MB/s',
    goal: 1,
    better: 'higher',
  },
  'terminal.guard': {
    title: 'random bytes through the guard of terminals',
    referenceTitle: 'budget',
    unit: 'MB/s',
    goal: 1,
    better: 'higher',
  },
  'terminal.noise': {
    title: 'longest stall while random bytes are drawn',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'terminal.count': {
    title: 'the worst of 21 sequences with a huge count',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'terminal.counts': {
    title: 'the worst of them 300 times',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'layers.index': {
    title: 'layers of the notebook image, until all are read',
    referenceTitle: '`docker save … | cat` of it',
    unit: 'ms',
    goal: 1.05,
  },
  'layers.large': {
    title: '30 layers of 5 GB, until all are read',
    referenceTitle: '`docker save … | cat` of it',
    unit: 'ms',
    goal: 1.05,
  },
  'layers.first': {
    title: 'the first of them',
    referenceTitle: 'first byte of the engine’s export + 1 s',
    unit: 'ms',
    goal: 1,
  },
  'layers.again': {
    title: 'all of them a second time',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'layers.shared': {
    title: 'an image with one new layer on top of them',
    referenceTitle: '`docker save … | cat` of it',
    unit: 'ms',
    goal: 1.05,
  },
  'layers.memory': {
    title: 'most memory of the process that reads them',
    referenceTitle: 'budget',
    unit: 'MB',
    goal: 1,
  },
  'layers.main': {
    title: 'growth of the main process’s heap meanwhile',
    referenceTitle: 'budget',
    unit: 'MB',
    goal: 1,
  },
  'layers.disk': {
    title: 'written to the disk besides the index',
    referenceTitle: 'read',
    unit: 'MB',
    goal: 0,
  },
  'layers.walk': {
    title: '1,000,000 headers of an archive',
    referenceTitle: '`tar -tv` of it',
    unit: 'ms',
    goal: 0.6,
  },
  'layers.search': {
    title: 'slowest search in 1,000,000 entries',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'layers.expand': {
    title: 'slowest folder to open in 1,000,000 entries',
    referenceTitle: 'budget',
    unit: 'ms',
    goal: 1,
  },
  'pull.overhead': {
    title: 'pull of ten layers of 20 MB',
    referenceTitle: '`docker pull` of them',
    unit: 'ms',
    goal: 1.05,
  },
} as const satisfies Readonly<Record<string, Goal>>;

export type FigureName = keyof typeof TABLE;

/** Every figure of the budget. Where the reference is a budget or a sum, the goal is a ratio of 1. */
export const GOALS: Readonly<Record<FigureName, Goal>> = TABLE;

/** The figures, in the order in which they are measured and shown. */
export const FIGURE_NAMES: readonly FigureName[] = Object.keys(TABLE).filter(isFigureName);

/** Tells whether a word from the command line names a figure. */
export function isFigureName(word: string): word is FigureName {
  return Object.hasOwn(TABLE, word);
}
