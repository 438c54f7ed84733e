import type { Diagnostic, Range as SpecRange } from '@agent-factory/contracts';
import { formatSpec } from '@agent-factory/spec';
import type { editor, IRange } from 'monaco-editor/editor';
import { completionsAt } from './completions.ts';
import type { Monaco } from './monaco.ts';
import { specLanguageId } from './spec-language.ts';

function toRange({ start, end }: SpecRange): IRange {
  return {
    startLineNumber: start.line,
    startColumn: start.column,
    endLineNumber: end.line,
    endColumn: end.column,
  };
}

function overlaps(a: IRange, b: IRange): boolean {
  const before = (x: IRange, y: IRange) =>
    x.endLineNumber < y.startLineNumber ||
    (x.endLineNumber === y.startLineNumber && x.endColumn < y.startColumn);
  return !before(a, b) && !before(b, a);
}

/** Completion, quick fixes and formatting for the editors of specs, until the returned function is called. */
export function registerProviders(
  { languages }: Monaco,
  diagnosticsOf: (model: editor.ITextModel) => readonly Diagnostic[],
): () => void {
  const providers = [
    languages.registerCompletionItemProvider(specLanguageId, {
      triggerCharacters: [' ', '-', '[', '{', ','],
      provideCompletionItems(model, position) {
        const offers = completionsAt(model.getValue(), model.getOffsetAt(position));
        return {
          suggestions: offers.map((offer) => ({
            label: offer.label,
            kind:
              offer.kind === 'key'
                ? languages.CompletionItemKind.Property
                : languages.CompletionItemKind.EnumMember,
            documentation: offer.detail,
            insertText: offer.insert,
            insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
            range: {
              startLineNumber: position.lineNumber,
              endLineNumber: position.lineNumber,
              startColumn: position.column - offer.replaces,
              endColumn: position.column,
            },
          })),
        };
      },
    }),
    languages.registerCodeActionProvider(specLanguageId, {
      provideCodeActions(model, range, context) {
        const actions = diagnosticsOf(model).flatMap((diagnostic) => {
          const { fix } = diagnostic;
          if (!fix || !overlaps(toRange(diagnostic.range), range)) return [];
          return [
            {
              title: fix.title,
              kind: 'quickfix',
              isPreferred: true,
              diagnostics: context.markers.filter((marker) => marker.code === diagnostic.code),
              edit: {
                edits: [
                  {
                    resource: model.uri,
                    versionId: model.getVersionId(),
                    textEdit: { range: toRange(fix.range), text: fix.newText },
                  },
                ],
              },
            },
          ];
        });
        return { actions, dispose() {} };
      },
    }),
    languages.registerDocumentFormattingEditProvider(specLanguageId, {
      provideDocumentFormattingEdits: (model) => [
        { range: model.getFullModelRange(), text: formatSpec(model.getValue()) },
      ],
    }),
  ];
  return () => {
    for (const provider of providers) provider.dispose();
  };
}
