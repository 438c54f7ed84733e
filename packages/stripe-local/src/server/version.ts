/** The version of Stripe's API whose shapes are served: the one that the SDK in the lockfile pins. */
export const apiVersion = '2026-10-28.endive';
