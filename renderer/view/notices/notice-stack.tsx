import CircleCheck from 'lucide-react/icons/circle-check';
import X from 'lucide-react/icons/x';
import { useEffect, useState } from 'react';
import { dismissNotice, useNoticeStore, type Notice } from '../../store/notice-store.ts';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { classNames } from '../../widget/class-names.ts';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import style from './notice-stack.module.css';

/** Long enough to read two sentences. */
const INFO_SHOWN_MS = 7000;

/** What happened, newest last. Failures stay until somebody takes them away. */
export function NoticeStack({ isInFlow = false }: { readonly isInFlow?: boolean }) {
  const notices = useNoticeStore((state) => state.notices);
  return (
    <section
      aria-label="Notices"
      className={classNames(style['stack'], isInFlow ? style['inFlow'] : style['floating'])}
    >
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }): React.JSX.Element {
  const [isHeld, setHeld] = useState(false);
  const isPassing = notice.kind === 'info' && !isHeld;
  useEffect(() => {
    if (!isPassing) return;
    const timer = setTimeout(() => dismissNotice(notice.id), INFO_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isPassing, notice.id]);
  return (
    <div
      className={style['card']}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {notice.kind === 'failure' ? (
        <FailureNote lead={notice.text} failure={notice.failure} />
      ) : (
        <output className={style['info']}>
          <CircleCheck size={16} aria-hidden="true" />
          <div>
            <p>{notice.text}</p>
            {notice.detail !== undefined && <p className={style['detail']}>{notice.detail}</p>}
          </div>
        </output>
      )}
      <div className={style['close']}>
        <IconButton
          label="Dismiss"
          icon={<X size={14} aria-hidden="true" />}
          onPress={() => dismissNotice(notice.id)}
        />
      </div>
    </div>
  );
}
