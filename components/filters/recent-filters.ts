const PREFIX = "facet.recent-filters.";
const MOST = 8;

/** Filters used lately in this browser, the newest first, in their URL form. */
export function recentFilters(project: string): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(PREFIX + project) ?? "[]");
    return Array.isArray(stored) ? stored.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

export function rememberFilter(project: string, text: string): void {
  const others = recentFilters(project).filter((known) => known !== text);
  try {
    localStorage.setItem(PREFIX + project, JSON.stringify([text, ...others].slice(0, MOST)));
  } catch {
    // A browser that stores nothing only has no recent filters.
  }
}

export function forgetFilters(project: string): void {
  try {
    localStorage.removeItem(PREFIX + project);
  } catch {
    // As above.
  }
}
