import { fileURLToPath } from "node:url";

/** The checkout this runs from, without a slash at its end. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
