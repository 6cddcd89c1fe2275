import type { Session } from '../../../shared/contract/terminal.ts';
import {
  MIN_SHARE_PCT,
  type PaneTree,
  type SplitPath,
  type TerminalTab,
} from '../../store/terminal-layout.ts';
import { resizePanes } from '../../store/terminal-panel-store.ts';
import { classNames } from '../../widget/class-names.ts';
import { Divider } from '../../widget/divider/divider.tsx';
import style from './terminal-panes.module.css';

interface TerminalPanesProps {
  readonly tab: TerminalTab;
  readonly sessions: readonly Session[];
  readonly activeId: string;
  readonly view: (session: Session) => React.ReactNode;
}

/** The panes of one tab, with edges between them that can be moved. */
export function TerminalPanes(props: TerminalPanesProps): React.JSX.Element {
  return <Part {...props} tree={props.tab.panes} path={[]} />;
}

interface PartProps extends TerminalPanesProps {
  readonly tree: PaneTree;
  readonly path: SplitPath;
}

function Part(props: PartProps): React.JSX.Element {
  const { tree, path, tab, sessions, activeId, view } = props;
  if (tree.kind === 'pane') {
    const session = sessions.find(({ id }) => id === tree.sessionId);
    const isAlone = path.length === 0;
    return (
      <div className={style['pane']}>
        {session !== undefined && view(session)}
        {!isAlone && tree.sessionId === activeId && <div className={style['mark']} />}
      </div>
    );
  }
  const { axis, sharePct } = tree;
  return (
    <div className={classNames(style['split'], style[axis])}>
      <div className={style['side']} style={{ flexBasis: `${sharePct}%`, flexGrow: 0 }}>
        <Part {...props} tree={tree.first} path={[...path, 'first']} />
      </div>
      <Divider
        label={axis === 'row' ? 'Width of the left terminal' : 'Height of the upper terminal'}
        axis={axis}
        value={sharePct}
        unit="percent"
        min={MIN_SHARE_PCT}
        max={100 - MIN_SHARE_PCT}
        usual={50}
        step={STEP_PCT}
        onMove={(pct) => resizePanes(tab.id, path, pct)}
      />
      <div className={style['side']}>
        <Part {...props} tree={tree.second} path={[...path, 'second']} />
      </div>
    </div>
  );
}

/** One press of an arrow key. */
const STEP_PCT = 3;
