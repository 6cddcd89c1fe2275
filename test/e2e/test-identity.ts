import { chown } from 'node:fs/promises';

/** Whom the window under test belongs to, where that is not the user who runs the tests. */
export interface TestIdentity {
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** What set-up has told by `BERTH_TEST_UID`, `BERTH_TEST_GID` and `BERTH_TEST_HOME`. */
export function testIdentity(): TestIdentity | undefined {
  const { BERTH_TEST_UID: uid, BERTH_TEST_GID: gid, BERTH_TEST_HOME: home } = process.env;
  if (uid === undefined || gid === undefined || home === undefined) return undefined;
  return { uid: Number(uid), gid: Number(gid), home };
}

/** Gives a file or folder to the window's user. */
export async function giveToWindow(path: string): Promise<void> {
  const identity = testIdentity();
  if (identity !== undefined) await chown(path, identity.uid, identity.gid);
}
