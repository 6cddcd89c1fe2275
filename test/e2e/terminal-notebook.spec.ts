import { expect, test } from './berth-test.ts';

/** Handing the notebook's image to an engine takes most of it, where no test before did. */
test.describe.configure({ timeout: 420_000 });

test('a terminal opens from a running notebook’s card, with the shell that its image has', async ({
  starterArchive,
  app,
}) => {
  expect(starterArchive).toMatch(/starter-notebook/);
  const { notebooks, terminals } = app;
  await notebooks.start('Starter notebook');
  const launch = notebooks.launches.first();
  await notebooks.waitUntilReady(launch);
  await notebooks.button(launch, 'Terminal').click();
  await expect(terminals.tab('starter')).toBeVisible();
  await terminals.type('ps -o args= -p $$; which jupyter');
  await terminals.expectLine(/^(\/\S*\/)?(ba|z)?sh\b/);
  await terminals.expectLine(/\/jupyter$/);

  // Its page lies above everything in the window, and gives way to what the panel asks.
  await notebooks.button(launch, 'Open').click();
  await app.notebook.inner();
  await terminals.tab('starter').dblclick();
  await expect(app.frame.dialog).toBeVisible();
  const isCovering = async (): Promise<boolean> =>
    await app.electron.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.contentView.children.some(
          (view) => view.getVisible() && 'webContents' in view && view.getBounds().width > 0,
        ) ?? false,
    );
  await expect.poll(isCovering).toBe(false);
  await app.frame.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.frame.dialog).toBeHidden();
  await expect.poll(isCovering).toBe(true);
});
