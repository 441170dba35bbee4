/** Something a person can put right; the message is one line that says what to do. */
export class UserError extends Error {}
