import type { Template } from '../../../shared/contract/template.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { startLaunch } from '../../store/launch-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { LaunchSteps } from './launch-explained.tsx';
import style from './notebooks-screen.module.css';

interface OptionsDialogProps {
  readonly template: Template;
  readonly onClose: () => void;
}

/** What a launch of this template will do, before it is done. */
export function OptionsDialog({ template, onClose }: OptionsDialogProps): React.JSX.Element {
  const { id, title, image, port, hasLocalRecipe } = template;
  const isLive = useIsEngineLive();
  return (
    <Modal
      title={title}
      closeLabel="Close"
      onClose={onClose}
      action={
        <Button
          look="primary"
          refusal={isLive ? undefined : 'The engine is not connected yet'}
          onPress={() => {
            onClose();
            void startLaunch(id, title);
          }}
        >
          Launch
        </Button>
      }
    >
      <dl className={style['facts']}>
        <dt>Image</dt>
        <dd className="selectable">
          <code>{image}</code>
          {hasLocalRecipe && (
            <p className={style['soft']}>
              Where no registry answers, Berth makes the image on this machine from the
              distribution’s own packages.
            </p>
          )}
        </dd>
        <dt>Port</dt>
        <dd>
          {port} in the container, a free port on 127.0.0.1 outside: nobody else on the network
          reaches it.
        </dd>
        <dt>Key</dt>
        <dd>A new random token for every launch. Inside Berth you never need to type it.</dd>
      </dl>
      <LaunchSteps />
    </Modal>
  );
}
