/**
 * The version of the code that judges. It goes up whenever the same answer could get another verdict: an assertion's
 * meaning, a judge's prompt, how a trial's verdict is made of its assertions. Attestations of another version are stale.
 */
export const evaluatorVersion = '1';
