import { cn, formatDuration, formatMoney, Switch, TableCell, TableRow } from '@agent-factory/ui';
import type { ModelRow } from './group-models.ts';
import { HealthChip, healthDetail } from './health-chip.tsx';
import { ModelPrice } from './model-price.tsx';

export interface ModelTableRowProps {
  row: ModelRow;
  usageKnown: boolean;
  on: boolean;
  editable: boolean;
  onTurn: (on: boolean) => void;
}

const figure = 'text-end tabular-nums whitespace-nowrap';

export function ModelTableRow({ row, usageKnown, on, editable, onTurn }: ModelTableRowProps) {
  const { model, health, usage } = row;
  const chip = <HealthChip state={health?.state ?? null} title={healthDetail(health)} />;
  const cost = usage === undefined ? '$0' : usage.cost_usd === null ? 'unknown' : formatMoney(usage.cost_usd);
  return (
    <TableRow className={cn(!on && 'bg-sunken/60')}>
      <TableCell className="py-2">
        <p className={cn('truncate font-medium', !on && 'text-muted')}>{model.title}</p>
        <p className="truncate font-mono text-muted text-xs">{model.id}</p>
        <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 sm:hidden">
          {chip}
          {usage ? (
            <span className="text-muted text-xs tabular-nums">
              {usage.cost_usd === null ? 'cost unknown' : `${cost} this month`}
            </span>
          ) : null}
        </div>
        <div className="mt-1 text-xs md:hidden">
          <ModelPrice price={model.price} />
        </div>
      </TableCell>
      <TableCell className="max-sm:hidden">{chip}</TableCell>
      <TableCell className={cn(figure, 'max-lg:hidden')}>
        <Latency p50={health?.first_token_ms?.p50 ?? usage?.first_token_ms_p50 ?? null} p95={p95Of(row)} />
      </TableCell>
      <TableCell className={cn(figure, 'max-lg:hidden')}>{usageKnown ? count(usage?.calls) : '–'}</TableCell>
      <TableCell className={cn(figure, 'max-lg:hidden', usage?.failed_attempts ? 'text-danger' : undefined)}>
        {usageKnown ? count(usage?.failed_attempts) : '–'}
      </TableCell>
      <TableCell className={cn(figure, 'max-sm:hidden')}>{usageKnown ? cost : '–'}</TableCell>
      <TableCell className={cn(figure, 'max-md:hidden')}>
        <ModelPrice price={model.price} />
      </TableCell>
      <TableCell className="ps-0 text-end">
        <Switch
          aria-label={`${model.title} for this team`}
          checked={on}
          disabled={!editable}
          onCheckedChange={onTurn}
          className="align-middle"
        />
      </TableCell>
    </TableRow>
  );
}

function p95Of({ health, usage }: ModelRow): number | null {
  return health?.first_token_ms?.p95 ?? usage?.first_token_ms_p95 ?? null;
}

function Latency({ p50, p95 }: { p50: number | null; p95: number | null }) {
  if (p50 === null) return <span className="text-muted">–</span>;
  return (
    <>
      <p>{formatDuration(p50 / 1000)}</p>
      {p95 === null ? null : <p className="text-muted text-xs">p95 {formatDuration(p95 / 1000)}</p>}
    </>
  );
}

function count(value: number | undefined): string {
  return (value ?? 0).toLocaleString('en-US');
}
