import { useRef } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import {
  MIN_SHARE_PCT,
  type PaneTree,
  type SplitAxis,
  type SplitPath,
  type TerminalTab,
} from '../../store/terminal-layout.ts';
import { resizePanes } from '../../store/terminal-panel-store.ts';
import { classNames } from '../../widget/class-names.ts';
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
      <PaneDivider
        axis={axis}
        sharePct={sharePct}
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
const HALF_PCT = 50;

interface PaneDividerProps {
  readonly axis: SplitAxis;
  readonly sharePct: number;
  readonly onMove: (sharePct: number) => void;
}

/** The edge between two panes: dragged, or moved by the arrow keys. */
function PaneDivider({ axis, sharePct, onMove }: PaneDividerProps): React.JSX.Element {
  const grip = useRef<DOMRect>(undefined);
  const [less, more] = axis === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  return (
    // A separator that takes the focus is a control: arrow keys move it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      aria-label={axis === 'row' ? 'Width of the left terminal' : 'Height of the upper terminal'}
      aria-orientation={axis === 'row' ? 'vertical' : 'horizontal'}
      aria-valuenow={sharePct}
      aria-valuetext={`${sharePct} %`}
      aria-valuemin={MIN_SHARE_PCT}
      aria-valuemax={100 - MIN_SHARE_PCT}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={style['divider']}
      onDoubleClick={() => onMove(HALF_PCT)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = event.currentTarget.parentElement?.getBoundingClientRect();
      }}
      onPointerMove={({ clientX, clientY }) => {
        if (grip.current === undefined) return;
        const { left, top, width, height } = grip.current;
        onMove(
          axis === 'row' ? ((clientX - left) / width) * 100 : ((clientY - top) / height) * 100,
        );
      }}
      onLostPointerCapture={() => (grip.current = undefined)}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const by = event.key === more ? STEP_PCT : event.key === less ? -STEP_PCT : 0;
        if (by === 0) return;
        event.preventDefault();
        onMove(sharePct + by);
      }}
    />
  );
}
