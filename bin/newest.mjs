// Plain JavaScript: the launcher asks before anything is there that reads TypeScript.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether `file` exists and nothing in `sources` (files and folders) was changed after it. Tests do not count; folders do:
 * their time changes when a file goes away.
 *
 * @param {string} file
 * @param {string[]} sources
 * @returns {boolean}
 */
export function isNewest(file, sources) {
  const time = modified(file);
  return time > 0 && !sources.some((source) => changedAfter(time, source));
}

function changedAfter(time, path) {
  if (modified(path) > time) return true;
  return entriesOf(path)
    .filter((entry) => entry.isDirectory() || !entry.name.includes(".test."))
    .some((entry) => changedAfter(time, join(path, entry.name)));
}

function entriesOf(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
