/** As the contracts have it; their schemas would weigh more here than the page. */
export const longestDescription = 4_000;
