/** What an error is marked with that came about because a question took longer than one may: pages know it by that. */
export const TOO_SLOW = "FACET_TOO_SLOW";
