/** Calls under way at once: enough that an engine is never idle, few enough that others are served. */
const PARALLEL_CALLS = 6;

/** Does the same for each of many, a few at once; the first failure ends it. */
export async function inParallel<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  let hasFailed = false;
  const workOff = async (): Promise<void> => {
    for (let next = rest.next(); next.done !== true && !hasFailed; next = rest.next()) {
      try {
        await work(next.value);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_CALLS }, workOff));
}
