import type { Diagnostic, Range as SpecRange } from '@agent-factory/contracts';
import { formatSpec, type TextEdit } from '@agent-factory/spec';
import type { editor, IRange, languages } from 'monaco-editor/editor';
import { completionsAt } from './completions.ts';
import { cursorPlace } from './cursor-path.ts';
import { agentLinks } from './help/agent-links.ts';
import { celPlace, openCall, parametersOf } from './help/cel-help.ts';
import type { Completion } from './help/completion.ts';
import { hoverAt } from './help/hover-at.ts';
import type { KnownNames } from './help/known-names.ts';
import { definitionAt, namedAt, renameEdits } from './help/rename-at.ts';
import { type SpecSymbol, symbolsOf } from './help/symbols-of.ts';
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

export interface ProviderFacts {
  diagnosticsOf(model: editor.ITextModel): readonly Diagnostic[];
  /** What is known of the team by now. */
  known(): KnownNames;
}

/**
 * Help while writing for the editors of specs, until the returned function is called: completion, hover, signatures of CEL,
 * quick fixes, formatting, rename with references, the way to what is named, symbols.
 */
export function registerProviders(
  { languages }: Monaco,
  { diagnosticsOf, known }: ProviderFacts,
): () => void {
  const kinds = kindsOf(languages);
  const providers = [
    languages.registerCompletionItemProvider(specLanguageId, {
      triggerCharacters: [' ', '-', '[', '{', ',', '.', '(', "'", '"', '/'],
      provideCompletionItems(model, position) {
        const offers = completionsAt(model.getValue(), model.getOffsetAt(position), known());
        return {
          suggestions: offers.map((offer) => ({
            label: offer.label,
            kind: kinds[offer.kind],
            // What belongs just here comes before whole parts.
            sortText: `${offer.kind === 'snippet' ? 1 : 0}${offer.label}`,
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
    languages.registerHoverProvider(specLanguageId, {
      provideHover(model, position) {
        const hover = hoverAt(model.getValue(), model.getOffsetAt(position), known());
        if (hover === null) return null;
        return {
          contents: hover.says.map((value) => ({ value })),
          ...(hover.range === null ? {} : { range: toRange(hover.range) }),
        };
      },
    }),
    languages.registerSignatureHelpProvider(specLanguageId, {
      signatureHelpTriggerCharacters: ['(', ','],
      signatureHelpRetriggerCharacters: [')'],
      provideSignatureHelp(model, position) {
        const place = cursorPlace(model.getValue(), model.getOffsetAt(position));
        const expression = place === null ? null : celPlace(place);
        const call = expression === null ? null : openCall(expression);
        if (call === null) return null;
        const { signature, says } = call.help;
        const parameters = parametersOf(call.help).map((label) => ({ label }));
        const value = {
          signatures: [{ label: signature, documentation: says, parameters }],
          activeSignature: 0,
          activeParameter: Math.min(call.parameter, Math.max(0, parameters.length - 1)),
        };
        return { value, dispose() {} };
      },
    }),
    languages.registerRenameProvider(specLanguageId, {
      resolveRenameLocation(model, position) {
        const named = namedAt(model.getValue(), model.getOffsetAt(position));
        if (named === null) {
          const nowhere = { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 };
          return { range: nowhere, text: '', rejectReason: 'Nothing here has a name that can be changed.' };
        }
        return { range: toRange(named.range), text: named.name };
      },
      provideRenameEdits(model, position, to) {
        const text = model.getValue();
        const named = namedAt(text, model.getOffsetAt(position));
        const edits =
          named === null ? 'Nothing here has a name that can be changed.' : renameEdits(text, named, to);
        if (typeof edits === 'string') return { edits: [], rejectReason: edits };
        return { edits: edits.map((edit) => workspaceEdit(model, edit)) };
      },
    }),
    languages.registerDefinitionProvider(specLanguageId, {
      provideDefinition(model, position) {
        const range = definitionAt(model.getValue(), model.getOffsetAt(position));
        return range === null ? null : { uri: model.uri, range: toRange(range) };
      },
    }),
    languages.registerLinkProvider(specLanguageId, {
      provideLinks: (model) => ({
        links: agentLinks(model.getValue(), known()).map(({ range, agentId, title }) => ({
          range: toRange(range),
          url: `${location.origin}/agents/${agentId}`,
          tooltip: `Open ${title}`,
        })),
      }),
    }),
    languages.registerDocumentSymbolProvider(specLanguageId, {
      displayName: 'Parts of the spec',
      provideDocumentSymbols: (model) =>
        symbolsOf(model.getValue()).map((symbol) => toSymbol(languages.SymbolKind, symbol)),
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

type Languages = Monaco['languages'];

function kindsOf({
  CompletionItemKind: kind,
}: Languages): Record<Completion['kind'], languages.CompletionItemKind> {
  return {
    key: kind.Property,
    value: kind.EnumMember,
    snippet: kind.Snippet,
    function: kind.Function,
    model: kind.Value,
  };
}

function workspaceEdit(
  model: editor.ITextModel,
  { offset, length, insert }: TextEdit,
): languages.IWorkspaceTextEdit {
  const start = model.getPositionAt(offset);
  const end = model.getPositionAt(offset + length);
  const range = {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
  return { resource: model.uri, versionId: model.getVersionId(), textEdit: { range, text: insert } };
}

function toSymbol(
  kinds: Languages['SymbolKind'],
  { name, detail, range, inner }: SpecSymbol,
): languages.DocumentSymbol {
  const shown = toRange(range);
  return {
    name,
    detail,
    kind: inner.length > 0 ? kinds.Module : kinds.Property,
    tags: [],
    range: shown,
    selectionRange: shown,
    children: inner.map((each) => toSymbol(kinds, each)),
  };
}
