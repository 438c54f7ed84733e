import type { Monaco } from './monaco.ts';

export const specLanguageId = 'agent-spec';

/** A spec is YAML between two `---` lines, then Markdown; without the first line it is YAML as a whole. */
export function registerSpecLanguage({ languages }: Monaco): void {
  languages.register({ id: specLanguageId });
  languages.setLanguageConfiguration(specLanguageId, {
    comments: { lineComment: '#' },
    brackets: [
      ['{', '}'],
      ['[', ']'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '"', close: '"', notIn: ['string'] },
    ],
    onEnterRules: [{ beforeText: /:\s*$/, action: { indentAction: languages.IndentAction.Indent } }],
  });
  languages.setMonarchTokensProvider(specLanguageId, {
    defaultToken: '',
    tokenizer: {
      root: [
        [/^---\s*$/, { token: 'meta.fence', next: '@head', nextEmbedded: 'yaml' }],
        [/^(?=.)/, { token: '', next: '@plain', nextEmbedded: 'yaml' }],
      ],
      head: [[/^---\s*$/, { token: 'meta.fence', next: '@body', nextEmbedded: '@pop' }]],
      body: [[/^/, { token: '', next: '@prose', nextEmbedded: 'markdown' }]],
      prose: [],
      plain: [],
    },
  });
}
