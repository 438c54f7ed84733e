import type { View } from './document/spec-document.ts';

/** What can be looked at in the middle of an agent's page; the words stand in its address. */
export const editorViews = ['text', 'form', 'canvas', 'preview'] as const satisfies readonly View[];
export type EditorView = (typeof editorViews)[number];

/** What the address says: one view or two side by side, and how much of the width the first has, in percent. */
export interface ViewChoice {
  shown: readonly [EditorView] | readonly [EditorView, EditorView];
  share: number;
}

const evenShare = 50;
const leastShare = 20;

export function readViews(params: { get(name: string): string | null }, isWide: boolean): ViewChoice {
  const asked = (params.get('view') ?? '').split(',');
  const known = [...new Set(asked.flatMap((word) => editorViews.filter((view) => view === word)))];
  const [first = 'text', second] = known;
  return {
    shown: second && isWide ? [first, second] : [first],
    share: shareOf(Number(params.get('split') ?? evenShare)),
  };
}

/** Within what leaves both sides readable; anything that is no number is a half. */
export function shareOf(percent: number): number {
  const whole = Math.round(percent);
  return Number.isFinite(whole) ? Math.min(100 - leastShare, Math.max(leastShare, whole)) : evenShare;
}

/** The address with other views in it; everything else in it stays. */
export function writeViews(params: URLSearchParams, { shown, share }: ViewChoice): URLSearchParams {
  const next = new URLSearchParams(params);
  next.set('view', shown.join(','));
  if (shown.length === 2 && share !== evenShare) next.set('split', String(share));
  else next.delete('split');
  return next;
}

/** A view is asked for: alone it takes the place of the one that is shown, side by side that of the second. */
export function withView({ shown, share }: ViewChoice, view: EditorView): ViewChoice {
  if (shown.some((each) => each === view)) return { shown, share };
  return { shown: shown.length === 2 ? [shown[0], view] : [view], share };
}

/** A pressed view beside another is put away; the only one stays. */
export function withoutView({ shown, share }: ViewChoice, view: EditorView): ViewChoice {
  const [first, second] = shown;
  if (second === undefined) return { shown, share };
  return { shown: [view === first ? second : first], share };
}

/** Two become the first of them; one gets the view beside it that goes with it best. */
export function toggledSides({ shown, share }: ViewChoice): ViewChoice {
  const [first] = shown;
  if (shown.length === 2) return { shown: [first], share };
  return { shown: [first, first === 'text' ? 'form' : 'text'], share };
}
