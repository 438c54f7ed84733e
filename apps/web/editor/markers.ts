import type { Diagnostic } from '@agent-factory/contracts';
import type { editor } from 'monaco-editor/editor';
import type { Monaco } from './monaco.ts';

const owner = 'agent-spec';

function severityOf({ MarkerSeverity }: Monaco, severity: Diagnostic['severity']): number {
  switch (severity) {
    case 'error':
      return MarkerSeverity.Error;
    case 'warning':
      return MarkerSeverity.Warning;
    case 'info':
      return MarkerSeverity.Info;
  }
}

/** Underlines what the diagnostics name; hovering shows message, hint and a code that leads to its page. */
export function showMarkers(
  monaco: Monaco,
  model: editor.ITextModel,
  diagnostics: readonly Diagnostic[],
): void {
  monaco.editor.setModelMarkers(
    model,
    owner,
    diagnostics.map(({ code, severity, message, hint, range }) => ({
      severity: severityOf(monaco, severity),
      message: hint ? `${message}\n${hint}` : message,
      code,
      source: 'spec',
      startLineNumber: range.start.line,
      startColumn: range.start.column,
      endLineNumber: range.end.line,
      endColumn: range.end.column,
    })),
  );
}
