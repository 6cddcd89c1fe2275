/** What draws a screen, as a person chose it. */
export type DrawingChoice = 'automatic' | 'gpu' | 'dom';

/** What draws it in the end, and why. */
export interface Drawing {
  readonly by: 'gpu' | 'dom';
  /** One plain sentence. */
  readonly reason: string;
}

/** What is known of the graphics hardware. */
export type GpuFacts =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'there';
      /** What the driver calls itself; empty where it does not say. */
      readonly name: string;
      /** The browser says that it would be slow. */
      readonly isSlow: boolean;
      /** How long a frame of about a terminal's work took; undefined where it could not be drawn. */
      readonly frameMs: number | undefined;
    };

/** Drawn without a graphics card: measured at 9 to 24 frames a second, where the page's own elements reach 60. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|swrast|lavapipe/i;

/** Half of a frame at 60 Hz: the other half is the parser's and the page's. */
const LONGEST_FRAME_MS = 8;

/** Chooses what draws a screen: the graphics card only where it is there and was measured to be fast. */
export function chooseDrawing(choice: DrawingChoice, gpu: GpuFacts): Drawing {
  if (choice === 'dom') return { by: 'dom', reason: 'your choice.' };
  if (gpu.kind === 'none') return { by: 'dom', reason: 'WebGL 2 is not to be had here.' };
  const name = gpu.name === '' ? 'The graphics card' : gpu.name;
  if (choice === 'gpu') return { by: 'gpu', reason: `your choice. ${name} draws.` };
  if (SOFTWARE.test(gpu.name)) {
    return { by: 'dom', reason: `${name} is no graphics card but a program, and slower.` };
  }
  if (gpu.isSlow) return { by: 'dom', reason: `${name} would be slow, says the browser.` };
  if (gpu.frameMs === undefined) return { by: 'dom', reason: `${name} drew nothing in a trial.` };
  const measured = `${gpu.frameMs.toFixed(1)} ms`;
  if (gpu.frameMs > LONGEST_FRAME_MS) {
    return { by: 'dom', reason: `${name} took ${measured} for a frame in a trial.` };
  }
  return { by: 'gpu', reason: `${name} took ${measured} for a frame in a trial.` };
}
