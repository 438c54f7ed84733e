import { Button, cn, Tooltip } from '@agent-factory/ui';
import { Columns2, Eye, ListChecks, PanelRight, SquarePen, Workflow } from 'lucide-react';
import type { PlainKey } from '../words/translator.ts';
import { useWords } from '../words/words-context.ts';
import { useEditor, useEditorStore } from './editor-context.ts';
import {
  type EditorView,
  editorViews,
  toggledSides,
  type ViewChoice,
  withoutView,
  withView,
} from './editor-view.ts';

const looks = {
  text: { label: 'text', icon: SquarePen },
  form: { label: 'form', icon: ListChecks },
  canvas: { label: 'canvas', icon: Workflow },
  preview: { label: 'preview', icon: Eye },
} as const satisfies Record<EditorView, { label: PlainKey<'editor'>; icon: typeof Eye }>;

export const viewLabel = (view: EditorView) => looks[view].label;

export interface ViewBarProps {
  choice: ViewChoice;
  onChoose: (choice: ViewChoice) => void;
  /** Wide enough for two views, and for the panel beside them. */
  wide: boolean;
  panelShown: boolean;
  onTogglePanel: () => void;
}

/** Which of the views of the one document are shown. */
export function ViewBar({ choice, onChoose, wide, panelShown, onTogglePanel }: ViewBarProps) {
  const say = useWords('editor');
  const store = useEditorStore();
  const canUndo = useEditor((state) => state.canUndo);
  const canRedo = useEditor((state) => state.canRedo);
  const isSplit = choice.shown.length === 2;
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 overflow-x-auto border-b bg-surface px-2">
      <fieldset className="flex items-center gap-0.5">
        <legend className="sr-only">{say('views')}</legend>
        {editorViews.map((view) => {
          const { label, icon: Icon } = looks[view];
          const isShown = choice.shown.some((each) => each === view);
          return (
            <button
              key={view}
              type="button"
              aria-pressed={isShown}
              onClick={() => onChoose(isShown ? withoutView(choice, view) : withView(choice, view))}
              className={cn(
                'inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-sm transition-colors [&_svg]:size-3.5',
                isShown
                  ? 'bg-accent-soft font-medium text-accent'
                  : 'text-muted hover:bg-hover hover:text-text',
              )}
            >
              <Icon aria-hidden="true" className="max-sm:hidden" />
              {say(label)}
            </button>
          );
        })}
      </fieldset>
      <div className="ms-auto flex items-center gap-1">
        <Button
          variant="ghost"
          size="sm"
          disabled={!canUndo}
          onClick={() => store.getState().undo()}
          aria-keyshortcuts="Control+Z Meta+Z"
        >
          {say('undo')}
        </Button>
        <Button
          variant="ghost"
          size="sm"
          disabled={!canRedo}
          onClick={() => store.getState().redo()}
          aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
        >
          {say('redo')}
        </Button>
        {wide ? (
          <>
            <Tooltip content={isSplit ? say('oneView') : say('twoViews')}>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={say('sideBySide')}
                aria-pressed={isSplit}
                onClick={() => onChoose(toggledSides(choice))}
              >
                <Columns2 aria-hidden="true" />
              </Button>
            </Tooltip>
            <Tooltip content={panelShown ? say('hidePanel') : say('showPanel')}>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={say('panel')}
                aria-pressed={panelShown}
                onClick={onTogglePanel}
              >
                <PanelRight aria-hidden="true" />
              </Button>
            </Tooltip>
          </>
        ) : null}
      </div>
    </div>
  );
}
