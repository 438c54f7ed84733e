import { AppError, type Diagnostic, type SpecInput } from '@agent-factory/contracts';
import { parseSpec, type Spec, specHash, specToText } from '@agent-factory/spec';

export interface ReadSpec {
  /** As its author wrote it; a JSON value is written out as Markdown. */
  text: string;
  document: Spec;
  hash: string;
}

/** Throws `invalid_spec` with every diagnostic when the document has an error. */
export function readSpec(spec: SpecInput): ReadSpec {
  const text = typeof spec === 'string' ? spec : specToText(spec);
  const { document, diagnostics } = parseSpec(text);
  if (document === null) throw invalidSpec(diagnostics);
  return { text, document, hash: specHash(document) };
}

function invalidSpec(diagnostics: readonly Diagnostic[]): AppError {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const first = errors[0];
  const where = first === undefined ? '' : ` Line ${first.range.start.line}: ${first.message}`;
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
  return new AppError('invalid_spec', `The spec has ${count}.${where}`, { diagnostics });
}
