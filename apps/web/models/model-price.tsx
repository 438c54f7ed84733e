import { formatMoney } from '@agent-factory/ui';
import type { Model } from '../trpc/outputs.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** Input and output per million tokens, and where and when that was read. */
export function ModelPrice({ price }: { price: Model['price'] }) {
  if (price === null) return <span className="text-muted">Price unknown</span>;
  if (price.input_usd === 0 && price.output_usd === 0 && price.request_usd === 0) return <>Free</>;
  return (
    <>
      <p className="tabular-nums">
        {formatMoney(price.input_usd)} in · {formatMoney(price.output_usd)} out
        {price.request_usd > 0 ? ` · ${formatMoney(price.request_usd)} a request` : null}
      </p>
      <p className="text-muted text-xs">
        <PriceSource source={price.source} /> · {day.format(new Date(price.as_of))}
      </p>
    </>
  );
}

function PriceSource({ source }: { source: string }) {
  const url = URL.canParse(source) ? new URL(source) : null;
  if (url?.protocol !== 'https:') return <>{source}</>;
  return (
    <a
      href={url.href}
      target="_blank"
      rel="noreferrer"
      className="underline decoration-border-strong underline-offset-2 hover:text-text"
    >
      {url.hostname.replace(/^www\./, '')}
    </a>
  );
}
