import { goToPath, type PathPlace } from '../../store/layer/go-to-path.ts';

/** Leads to a path in the tree, and gives the tree the keyboard. */
export async function showInTree(place: PathPlace): Promise<void> {
  await goToPath(place);
  document.querySelector<HTMLElement>('#main [role=tree]')?.focus();
}
