import type { JudgePort } from '../judge-port.ts';
import { askPair, type Pair } from './ask-pair.ts';

export interface OrderCheck {
  pairs: number;
  /** The share of pairs on which the judge said the same in both orders; null where it could be read of none. */
  agreement: number | null;
  /** Pairs of which an answer could not be read. */
  unreadable: number;
}

/** Shows a judge pairs in both orders: how often does the place decide? */
export async function checkOrder(
  judge: JudgePort,
  pairs: readonly Pair[],
): Promise<OrderCheck & { costNanoUsd: number }> {
  let agreed = 0;
  let unreadable = 0;
  let costNanoUsd = 0;
  for (const pair of pairs) {
    const result = await askPair(judge, pair);
    costNanoUsd += result.costNanoUsd;
    if ('problem' in result) unreadable++;
    else if (result.better !== null) agreed++;
  }
  const readable = pairs.length - unreadable;
  return {
    pairs: pairs.length,
    agreement: readable === 0 ? null : agreed / readable,
    unreadable,
    costNanoUsd,
  };
}
