import { cn } from '@agent-factory/ui';
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useRef,
  useState,
} from 'react';
import { useWords } from '../words/words-context.ts';
import { type EditorView, editorViews, shareOf, type ViewChoice } from './editor-view.ts';
import { viewLabel } from './view-bar.tsx';

export interface ViewPanesProps {
  choice: ViewChoice;
  onShare: (share: number) => void;
  /** Drawn once a view was asked for, and kept from then on: a cursor and a scroll position are not lost. */
  render: (view: EditorView, isShown: boolean) => ReactNode;
}

/** One view or two side by side, with a line between them that can be moved. */
export function ViewPanes({ choice, onShare, render }: ViewPanesProps) {
  const say = useWords('editor');
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<EditorView>>(() => new Set(choice.shown));
  const [dragged, setDragged] = useState<number | null>(null);
  const fresh = choice.shown.filter((view) => !opened.has(view));
  if (fresh.length > 0) setOpened(new Set([...opened, ...fresh]));
  const isSplit = choice.shown.length === 2;
  const share = dragged ?? choice.share;

  return (
    <div
      ref={box}
      className="flex min-h-0 min-w-0 flex-1"
      style={{ '--share': `${share}%` } as CSSProperties}
    >
      {editorViews
        .filter((view) => opened.has(view))
        .map((view) => {
          const place = (choice.shown as readonly EditorView[]).indexOf(view);
          return (
            <section
              key={view}
              aria-label={say(view === 'text' ? 'specView' : viewLabel(view))}
              style={{ order: place === 1 ? 2 : 0 }}
              className={cn(
                'min-h-0 min-w-0 flex-col',
                place === -1 ? 'hidden' : 'flex',
                isSplit && place === 0 ? 'w-(--share) shrink-0' : 'flex-1',
              )}
            >
              {render(view, place !== -1)}
            </section>
          );
        })}
      {isSplit ? (
        <Splitter
          share={share}
          shareAt={(x) => {
            const area = box.current?.getBoundingClientRect();
            return area ? shareOf(((x - area.left) / area.width) * 100) : share;
          }}
          onDrag={setDragged}
          onDone={(next) => {
            setDragged(null);
            onShare(next);
          }}
        />
      ) : null}
    </div>
  );
}

interface SplitterProps {
  share: number;
  shareAt: (x: number) => number;
  onDrag: (share: number) => void;
  onDone: (share: number) => void;
}

const stepPercent = 5;
const clickShares = [35, 50, 65] as const;
/** A hand that clicks moves so far. */
const clickPx = 3;

function Splitter({ share, shareAt, onDrag, onDone }: SplitterProps) {
  const say = useWords('editor');
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowLeft' ? -stepPercent : event.key === 'ArrowRight' ? stepPercent : 0;
    if (step === 0) return;
    event.preventDefault();
    onDone(shareOf(share + step));
  }
  const pressedAt = useRef(0);
  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(shareAt(event.clientX));
  }
  /** A click that drags nothing goes to the next of three widths: moving it takes no dragging (WCAG 2.2, 2.5.7). */
  function onPointerUp(event: PointerEvent<HTMLDivElement>): void {
    const moved = Math.abs(event.clientX - pressedAt.current) > clickPx;
    onDone(moved ? shareAt(event.clientX) : (clickShares.find((one) => one > share) ?? clickShares[0]));
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is moved is no rule between paragraphs
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={say('firstWidth')}
      aria-valuenow={share}
      aria-valuemin={20}
      aria-valuemax={80}
      style={{ order: 1 }}
      className="relative w-px shrink-0 cursor-col-resize touch-none bg-border transition-colors before:absolute before:-inset-x-3 before:inset-y-0 before:z-10 hover:bg-accent focus-visible:bg-accent"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        pressedAt.current = event.clientX;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
    />
  );
}
