import type { BerthApp } from './berth-app.ts';

/** Answers the desktop's own file dialogs from now on: the main process asks, and no page names a path. */
export async function answerDialogs({ electron }: BerthApp, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => await Promise.resolve({ canceled: false, filePath });
    dialog.showOpenDialog = async () =>
      await Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}
