/** What there is to fill a schema from. */
export interface Facts {
  /** The person's text. */
  text: string;
  fields: Readonly<Record<string, unknown>>;
  instructions: string;
  /** The composed answer, for fields that ask for one. */
  answer: string;
  /** The text in a few of its own sentences, for fields that ask what it says. */
  gist: string;
  /** Where the answer comes from (addresses, tools, quoted passages). */
  sources: readonly string[];
  /** Numbers that tools returned. */
  numbers: readonly number[];
}
