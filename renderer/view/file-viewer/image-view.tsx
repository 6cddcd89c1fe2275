import { useEffect, useRef, useState } from 'react';
import type { FileContent } from '../../../shared/contract/layer-file.ts';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import style from './file-viewer.module.css';

interface ImageViewProps {
  readonly content: Extract<FileContent, { kind: 'image' }>;
  readonly name: string;
}

/** Wider pictures are made smaller as they are unpacked: no screen shows more. */
const MAX_DRAWN_PX = 4_096;

/**
 * Draws an image, and only draws: its bytes are unpacked into a picture of points, so that nothing in them can
 * run or reach anything. Of a moving one the first picture stands still.
 */
export function ImageView({ content, name }: ImageViewProps): React.JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDamaged, setIsDamaged] = useState(false);
  useEffect(() => {
    let isOver = false;
    void draw(content, () => (isOver ? null : canvas.current)).catch(() => {
      if (!isOver) setIsDamaged(true);
    });
    return () => {
      isOver = true;
    };
  }, [content]);
  if (isDamaged) {
    return <p className={style['nothing']}>This image is damaged, and cannot be drawn.</p>;
  }
  return (
    <ScrollBox label="Image" className={style['image']}>
      {/* An img element would fetch an address; points have none. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <canvas ref={canvas} role="img" aria-label={name} />
    </ScrollBox>
  );
}

async function draw(
  { bytes, mediaType, widthPx, heightPx }: ImageViewProps['content'],
  canvasOf: () => HTMLCanvasElement | null,
): Promise<void> {
  const shrink = Math.min(1, MAX_DRAWN_PX / Math.max(widthPx, heightPx));
  const picture = await createImageBitmap(
    new Blob([bytes], { type: mediaType }),
    shrink < 1
      ? { resizeWidth: Math.round(widthPx * shrink), resizeHeight: Math.round(heightPx * shrink) }
      : {},
  );
  const canvas = canvasOf();
  if (canvas !== null) {
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
  }
  picture.close();
}
