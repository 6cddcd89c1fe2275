import { readFileSync } from 'node:fs';

/**
 * A JSON file's value; undefined when the file is missing, unreadable or not JSON.
 * @param {string} file
 * @returns {unknown}
 */
export const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/**
 * A text file without surrounding white space; undefined when it cannot be read.
 * @param {string} file
 */
export const readText = (file) => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
};

/**
 * The value at a path of keys; undefined when any step of it is missing.
 * @param {unknown} value
 * @param {string[]} keys
 * @returns {unknown}
 */
export const valueAt = (value, ...keys) => {
  /** @type {unknown} */
  let current = value;
  for (const key of keys) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key))
      return undefined;
    current = Reflect.get(current, key);
  }
  return current;
};

/**
 * The non-empty string at a path of keys, or undefined.
 * @param {unknown} value
 * @param {string[]} keys
 */
export const stringAt = (value, ...keys) => {
  const found = valueAt(value, ...keys);
  return typeof found === 'string' && found !== '' ? found : undefined;
};
