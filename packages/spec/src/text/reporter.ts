import type { Diagnostic } from '@agent-factory/contracts';
import { type DiagnosticCode, diagnosticDetails } from '../catalogue.ts';
import type { Source } from './source.ts';

export type Path = readonly (string | number)[];

/** A stretch of the text, `[start, end)` in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

export interface Report {
  message: string;
  path: Path;
  span: Span;
  hint?: string | undefined;
  fix?: { title: string; newText: string; span?: Span } | undefined;
}

export interface Reporter {
  report(code: DiagnosticCode, report: Report): void;
  readonly diagnostics: Diagnostic[];
  readonly hasErrors: boolean;
}

/** Past this many, one note says that there are more: nobody reads them, and answers stay small. */
const maxDiagnostics = 200;

/** Collects diagnostics; each code's severity comes from the catalogue. */
export function createReporter(source: Source): Reporter {
  const diagnostics: Diagnostic[] = [];
  let hasErrors = false;
  return {
    diagnostics,
    get hasErrors() {
      return hasErrors;
    },
    report(code, { message, path, span, hint, fix }) {
      const { severity } = diagnosticDetails[code];
      hasErrors ||= severity === 'error';
      if (diagnostics.length > maxDiagnostics) return;
      const range = source.rangeOf(span.start, span.end);
      if (diagnostics.length === maxDiagnostics) {
        diagnostics.push({
          code: 'more_problems',
          severity: diagnosticDetails.more_problems.severity,
          message: `There are more problems than these ${maxDiagnostics}; the rest show once some are fixed.`,
          path: [],
          range,
        });
        return;
      }
      diagnostics.push({
        code,
        severity,
        message,
        path: [...path],
        range,
        ...(hint === undefined ? {} : { hint }),
        ...(fix === undefined
          ? {}
          : {
              fix: {
                title: fix.title,
                range: fix.span ? source.rangeOf(fix.span.start, fix.span.end) : range,
                newText: fix.newText,
              },
            }),
      });
    },
  };
}
