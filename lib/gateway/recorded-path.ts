/** Query parameters that carry secrets: Gemini's `key`, URLs presigned for AWS, Azure and Google, tokens, passwords. */
const SECRETS =
  /^(?:key|(?:x-)?api[-_]?key|(?:.*[-_])?token|auth|authorization|sig|code|subscription-key|.*(?:secret|passw|signature|credential).*)$/i;

/** Longest path kept, in UTF-16 units. */
const MAX_PATH_LENGTH = 2048;

/** A path with query string as it may be recorded: parameters that are secrets are left out. */
export function recordedPath(path: string): string {
  const start = path.indexOf("?");
  if (start === -1) return path.slice(0, MAX_PATH_LENGTH);
  const kept = path
    .slice(start + 1)
    .split("&")
    .filter((parameter) => !SECRETS.test(nameOf(parameter)));
  const query = kept.length === 0 ? "" : `?${kept.join("&")}`;
  return (path.slice(0, start) + query).slice(0, MAX_PATH_LENGTH);
}

function nameOf(parameter: string): string {
  const name = parameter.split("=", 1)[0] ?? "";
  try {
    return decodeURIComponent(name).trim();
  } catch {
    return name;
  }
}
