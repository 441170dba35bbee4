import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "./errors";

const ATTEMPTS = 15;
const PAUSE_MS = 100;

/**
 * Edits a request that may have been answered a moment ago and still be on its way through the spool: tries for a second
 * and a half before it gives up. Throws ApiError `not_found`.
 */
export async function editStored(edit: () => Promise<boolean>, pauseMs = PAUSE_MS): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await edit()) return;
    await sleep(pauseMs);
  }
  throw new ApiError("not_found", "This project has no request with that id.");
}
