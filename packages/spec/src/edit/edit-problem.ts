import type { Range } from '@agent-factory/contracts';
import type { Path, Span } from '../text/reporter.ts';

/**
 * Why a text was not edited. Stable; the message is for people.
 *
 * - `unreadable_text`: there is no one mapping to edit (empty, too large, two documents, not YAML)
 * - `broken_place`: the YAML is broken where the edit would go; mend it in the text
 * - `unsupported_place`: an anchor, alias or tag, which are not part of the language
 * - `no_such_place`: nothing stands at the path
 * - `wrong_place`: something of another kind stands there (a text where a list is needed)
 * - `wrong_kind`: the operation is for another kind of spec (members of an agent, edges of a router)
 * - `already_there`: a key, node or name that would be there twice
 * - `invalid_value`: no JSON value, or a key that the language forbids
 * - `not_kept`: it cannot be written there without changing something else
 */
export const editProblemCodes = [
  'unreadable_text',
  'broken_place',
  'unsupported_place',
  'no_such_place',
  'wrong_place',
  'wrong_kind',
  'already_there',
  'invalid_value',
  'not_kept',
] as const;
export type EditProblemCode = (typeof editProblemCodes)[number];

export interface EditProblem {
  code: EditProblemCode;
  /** What is wrong and what to do, for people. */
  message: string;
  path: (string | number)[];
  /** Where in the text as it was handed in. */
  range: Range;
  /** Which of the operations was refused, from 0. */
  operation: number;
}

/** Ends one operation; caught where operations are run, never outside of this folder. */
export class EditRefusal extends Error {
  readonly code: EditProblemCode;
  readonly path: Path;
  readonly span: Span | undefined;

  constructor(code: EditProblemCode, message: string, path: Path, span?: Span) {
    super(message);
    this.code = code;
    this.path = path;
    this.span = span;
  }
}
