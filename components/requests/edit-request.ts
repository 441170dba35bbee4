let wanted: string | null = null;

/** Asks the panel, which may not be there yet, to open its editor of properties once it shows this request. */
export function askToEdit(id: string): void {
  wanted = id;
}

/** Whether that was asked for; asked only once. */
export function takeEditRequest(id: string): boolean {
  const asked = wanted === id;
  if (asked) wanted = null;
  return asked;
}
