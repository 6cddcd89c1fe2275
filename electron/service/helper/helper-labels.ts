/** Which container a helper stands beside or is a copy of; on containers and on images made for it. */
export const HELPER_LABEL = 'dev.berth.helper';

/** Which installation of Berth made it: no other removes it. */
export const OWNER_LABEL = 'dev.berth.helper.owner';

/** Whether a container is a helper of some Berth: no list shows it. */
export function isHelper(labels: Readonly<Record<string, string>>): boolean {
  return HELPER_LABEL in labels;
}

/** What tells a helper's parts from all else. */
export function helperLabels(targetId: string, owner: string): Readonly<Record<string, string>> {
  return { [HELPER_LABEL]: targetId, [OWNER_LABEL]: owner };
}
