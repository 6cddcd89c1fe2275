import type { LayerProblem } from '../../../shared/contract/image-layers.ts';

const SENTENCES: Readonly<Record<LayerProblem['code'], string>> = {
  'corrupt-header': 'A header of this layer is corrupt; what comes after it is not listed.',
  'header-too-large':
    'A name or record of this layer is too large to be real; the rest is not listed.',
  truncated: 'This layer is cut off, so its totals are partial.',
  'no-end-mark': 'This layer ends without its end mark, so its totals may be partial.',
  'too-many-entries': 'This layer has more entries than Berth lists; the rest is not listed.',
  'compression-damaged': 'The compressed data of this layer is damaged; its totals are partial.',
  'compression-unsupported': 'This layer is neither plain nor compressed with gzip or zstd.',
  'inflates-too-much': 'This layer unpacks to far more than its size allows; reading stopped.',
  missing: 'The image names this layer, and its archive does not hold it.',
};

/** Ends the reading of one layer; the image's other layers go on. */
export class LayerDamage extends Error {
  readonly problem: LayerProblem;

  constructor(problem: LayerProblem) {
    super(problem.message);
    this.name = 'LayerDamage';
    this.problem = problem;
  }
}

/** A problem in its words. `atByte` counts in the layer's own unpacked archive. */
export function layerProblem(code: LayerProblem['code'], atByte?: number): LayerProblem {
  const message = SENTENCES[code];
  return atByte === undefined ? { code, message } : { code, message, atByte };
}
