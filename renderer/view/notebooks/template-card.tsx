import AppWindow from 'lucide-react/icons/app-window';
import NotebookText from 'lucide-react/icons/notebook-text';
import Rocket from 'lucide-react/icons/rocket';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import type { ReactNode } from 'react';
import type { Template } from '../../../shared/contract/template.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { startLaunch, useLaunchStore } from '../../store/launch-store.ts';
import { Button } from '../../widget/button/button.tsx';
import style from './notebooks-screen.module.css';

const KIND_ICONS: Readonly<Record<Template['kind'], ReactNode>> = {
  notebook: <NotebookText size={18} aria-hidden="true" />,
  app: <AppWindow size={18} aria-hidden="true" />,
  shell: <SquareTerminal size={18} aria-hidden="true" />,
};

interface TemplateCardProps {
  readonly template: Template;
  readonly onOptions: (template: Template) => void;
}

/** One launch recipe. */
export function TemplateCard({ template, onOptions }: TemplateCardProps): React.JSX.Element {
  const { id, title, description, kind, image, origin } = template;
  const isRequested = useLaunchStore((store) => store.requested.has(id));
  const isLive = useIsEngineLive();
  return (
    <article className={style['card']} aria-label={title}>
      <div className={style['cardHead']}>
        <span className={style['cardIcon']}>{KIND_ICONS[kind]}</span>
        <h3>{title}</h3>
        {origin === 'user' && <span className={style['tag']}>yours</span>}
      </div>
      {description !== '' && <p className={style['soft']}>{description}</p>}
      <p className={style['imageLine']} data-tip={image}>
        <code>{image}</code>
      </p>
      <div className={style['cardButtons']}>
        <Button
          look="primary"
          icon={<Rocket size={14} aria-hidden="true" />}
          refusal={isLive ? undefined : 'The engine is not connected yet'}
          isBusy={isRequested}
          onPress={() => void startLaunch(id, title)}
        >
          Launch
        </Button>
        <Button onPress={() => onOptions(template)}>Options</Button>
      </div>
    </article>
  );
}
