import type { Monaco } from './monaco.ts';

/** The value that a colour token has right now, as `#rrggbb`; the canvas resolves `light-dark()` for us. */
function colourOf(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--color-${token})`;
  document.body.append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  const [red = 0, green = 0, blue = 0] = (computed.match(/[\d.]+/g) ?? []).map(Number);
  return `#${[red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** Gives the editors on the page the design tokens of the theme that is shown. Call it again when that changes. */
export function applyEditorTheme({ editor }: Monaco): void {
  const dark = getComputedStyle(document.body).colorScheme === 'dark' || isDark(colourOf('background'));
  const bare = (token: string) => colourOf(token).slice(1);
  editor.defineTheme('agent-factory', {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: 'type.yaml', foreground: bare('accent') },
      { token: 'string.yaml', foreground: bare('text') },
      { token: 'number.yaml', foreground: bare('info') },
      { token: 'number.float.yaml', foreground: bare('info') },
      { token: 'keyword.yaml', foreground: bare('info') },
      { token: 'comment', foreground: bare('muted'), fontStyle: 'italic' },
      { token: 'comment.yaml', foreground: bare('muted'), fontStyle: 'italic' },
      { token: 'meta.fence', foreground: bare('muted') },
      { token: 'keyword.md', foreground: bare('accent'), fontStyle: 'bold' },
      { token: 'variable.md', foreground: bare('positive') },
      { token: 'string.md', foreground: bare('positive') },
    ],
    colors: {
      'editor.background': colourOf('surface'),
      'editor.foreground': colourOf('text'),
      'editorLineNumber.foreground': colourOf('muted'),
      'editorLineNumber.dimmedForeground': colourOf('muted'),
      'editorLineNumber.activeForeground': colourOf('text'),
      'editor.lineHighlightBorder': colourOf('hover'),
      'editor.lineHighlightBackground': colourOf('hover'),
      'editorCursor.foreground': colourOf('accent'),
      'editorWidget.background': colourOf('raised'),
      'editorWidget.border': colourOf('border'),
      'editorHoverWidget.background': colourOf('raised'),
      'editorHoverWidget.border': colourOf('border'),
      'editorSuggestWidget.background': colourOf('raised'),
      'editorSuggestWidget.border': colourOf('border'),
      'editorSuggestWidget.selectedBackground': colourOf('accent-soft'),
      'editorSuggestWidget.selectedForeground': colourOf('text'),
      'editorError.foreground': colourOf('danger'),
      'editorWarning.foreground': colourOf('warning'),
      'editorInfo.foreground': colourOf('info'),
      'editorIndentGuide.background1': colourOf('border'),
      'scrollbar.shadow': colourOf('surface'),
      // Faint enough that every colour of the text keeps its contrast on them (4.5 and more, computed).
      'diffEditor.removedLineBackground': `${colourOf('danger')}0c`,
      'diffEditor.removedTextBackground': `${colourOf('danger')}1c`,
      'diffEditor.insertedLineBackground': `${colourOf('positive')}0c`,
      'diffEditor.insertedTextBackground': `${colourOf('positive')}1c`,
      focusBorder: colourOf('accent'),
    },
  });
  editor.setTheme('agent-factory');
}

function isDark(hex: string): boolean {
  return Number.parseInt(hex.slice(1, 3), 16) < 0x80;
}
