import type { AgentLabel, RunId } from '@agent-factory/contracts';
import { hasIdForm } from '../frame/has-id-form.ts';

/** The two columns, A and B. */
export const sides = ['left', 'right'] as const;
export type Side = (typeof sides)[number];

/** The newest version, what carries a label when the run begins, or a version by its number. */
export type VersionChoice = 'newest' | AgentLabel | number;

/** What a column runs. */
export interface Choice {
  version: VersionChoice;
  /** `vendor/model` that is tried in place of the version's own, without saving; null for its own. */
  model: string | null;
}

/** The runs that one input was given to; null where a column had none. */
export type ExchangeRuns = Readonly<Record<Side, RunId | null>>;

export type Shown = Side | 'trace';

/** What the address of the page says, so that a link shows somebody else the very same. */
export interface PlaygroundAddress {
  left: Choice;
  /** Null while nothing is compared. */
  right: Choice | null;
  exchanges: readonly ExchangeRuns[];
  /** The run whose trace is open. */
  trace: RunId | null;
  /** Whether each input has a thread of its own, so that nothing is remembered from one to the next. */
  alone: boolean;
  /** Which column a small screen shows. */
  shown: Shown;
}

const labels = ['draft', 'staging', 'production'] as const satisfies readonly AgentLabel[];
/** Of more than these a link would be too long for what carries links; the oldest are left out. */
export const linkedExchanges = 40;
/** Between the runs of an exchange: no id has it. */
const separator = '.';
/** Between a version and the model in place of its own: no version has it. */
const withModel = '@';
/** As the API takes it. */
const modelId = /^[a-z0-9][a-z0-9_.-]*\/\S{1,180}$/;

export function readAddress(params: URLSearchParams): PlaygroundAddress {
  const right = params.get('b');
  const trace = params.get('run');
  const shown = params.get('show');
  return {
    left: readChoice(params.get('a') ?? ''),
    right: right === null ? null : readChoice(right),
    exchanges: params.getAll('x').map(readExchange).filter(hasRun).slice(-linkedExchanges),
    trace: hasIdForm('run', trace) ? trace : null,
    alone: params.get('alone') === '1',
    shown: shown === 'trace' || (shown === 'right' && right !== null) ? shown : 'left',
  };
}

/** As it stands behind the path: empty, or beginning with a question mark. */
export function writeAddress(address: PlaygroundAddress): string {
  const { left, right, exchanges, trace, alone, shown } = address;
  const params = new URLSearchParams();
  if (left.version !== 'newest' || left.model !== null) params.set('a', writeChoice(left));
  if (right !== null) params.set('b', writeChoice(right));
  if (alone) params.set('alone', '1');
  for (const runs of exchanges.filter(hasRun).slice(-linkedExchanges)) {
    params.append(
      'x',
      runs.right === null ? (runs.left ?? '') : `${runs.left ?? ''}${separator}${runs.right}`,
    );
  }
  if (trace !== null) params.set('run', trace);
  if (shown !== 'left') params.set('show', shown);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

function readChoice(text: string): Choice {
  const at = text.indexOf(withModel);
  const model = at === -1 ? '' : text.slice(at + 1);
  return {
    version: readVersion(at === -1 ? text : text.slice(0, at)),
    model: modelId.test(model) ? model : null,
  };
}

function writeChoice({ version, model }: Choice): string {
  return model === null ? String(version) : `${version}${withModel}${model}`;
}

export function readVersion(text: string): VersionChoice {
  const label = labels.find((one) => one === text);
  if (label !== undefined) return label;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 'newest';
}

function readExchange(text: string): ExchangeRuns {
  const [left = '', right = ''] = text.split(separator);
  return { left: hasIdForm('run', left) ? left : null, right: hasIdForm('run', right) ? right : null };
}

function hasRun({ left, right }: ExchangeRuns): boolean {
  return left !== null || right !== null;
}
