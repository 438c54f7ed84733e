'use client';

import type { TemplateCard } from '@agent-factory/contracts';
import { useFigures } from '@agent-factory/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatPrice } from '../billing/format-minor.ts';
import { Rate } from '../tests/rate.tsx';
import { useWords } from '../words/words-context.ts';
import { categoryNames } from './category-labels.ts';
import { EffectChips } from './effect-chips.tsx';
import { Rating } from './rating.tsx';

/** A template among others: what it is, what was measured of it, what it may do and what it costs. */
export function TemplateCardView({ card }: { card: TemplateCard }) {
  const say = useWords('market');
  const { money } = useFigures();
  return (
    <li className="relative flex min-w-0 flex-col rounded-md border bg-surface transition-colors hover:border-border-strong">
      <div className="flex flex-1 flex-col gap-1 p-4">
        <p className="flex items-baseline justify-between gap-3 text-muted text-xs">
          <span className="truncate">
            {card.kind === 'Team'
              ? say('teamOf', { category: say(categoryNames[card.category]) })
              : say(categoryNames[card.category])}
          </span>
          <span className="shrink-0 font-semibold text-sm text-text tabular-nums">
            {card.price_minor === 0 ? say('free') : formatPrice(card.price_minor, card.currency)}
          </span>
        </p>
        <h2 className="min-w-0 font-medium text-base">
          <Link
            href={`/marketplace/${card.id}`}
            data-list-entry
            className="line-clamp-1 break-words after:absolute after:inset-0 after:rounded-md"
          >
            {card.title}
          </Link>
        </h2>
        <p className="truncate text-muted text-xs">{say('by', { name: card.publisher })}</p>
        <p className="mt-1 line-clamp-2 min-h-10 break-words text-sm">{card.summary}</p>
      </div>
      <dl className="grid grid-cols-3 divide-x divide-border border-y text-sm">
        <Figure name={say('passes')}>
          <Rate of={card.pass_rate} />
        </Figure>
        <Figure name={say('costRun')}>
          {card.cost_usd === null ? <span className="text-muted">–</span> : money(card.cost_usd)}
        </Figure>
        <Figure name={say('rating')}>
          <Rating of={card.rating} />
        </Figure>
      </dl>
      <div className="flex min-h-10 items-center justify-between gap-2 px-4 py-2">
        <EffectChips effects={card.effects} />
        <span className="shrink-0 text-muted text-xs tabular-nums">
          {say('teams', { count: card.owners })}
        </span>
      </div>
    </li>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0 px-3 py-2 first:ps-4">
      <dt className="truncate text-muted text-xs">{name}</dt>
      <dd className="truncate font-medium tabular-nums">{children}</dd>
    </div>
  );
}
