/** Built-in fields; property ids start at 100. The values of all but `status` live in `dictionary`. */
export const FIELD_IDS = { model: 1, provider: 2, user: 3, session: 4, status: 5 } as const;
