/** Whether these are arguments of `facet spool`. */
export function areSpoolArguments([action, id, ...more]: string[]): boolean {
  if (more.length > 0) return false;
  if (action === "list") return id === undefined;
  if (action === "show") return isId(id);
  return (action === "replay" || action === "drop") && (id === "--all" || isId(id));
}

const isId = (text: string | undefined) =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
