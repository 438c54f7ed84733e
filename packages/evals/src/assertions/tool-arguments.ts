import type { ArgumentMatch } from '@agent-factory/contracts';
import type { Json } from '../observation.ts';
import { argumentsFit } from '../trajectory/call-fits.ts';
import { excerpt, found, type Outcome, type Scene } from './outcome.ts';

interface Asked {
  tool: string;
  arguments: Readonly<Record<string, Json>>;
  match: ArgumentMatch;
  of: 'any' | 'all' | 'first' | 'last';
}

/** Whether a tool was called with these arguments. A tool that was not called at all was not called with them. */
export function toolArguments({ tool, arguments: asked, match, of }: Asked, { observation }: Scene): Outcome {
  const calls = observation.calls.filter(({ name }) => name === tool);
  if (calls.length === 0) return found(false, `${tool} was not called.`);
  const fits = calls.map((call) => argumentsFit(call.arguments, asked, match));
  const holds =
    of === 'any'
      ? fits.some(Boolean)
      : of === 'all'
        ? fits.every(Boolean)
        : (of === 'first' ? fits[0] : fits.at(-1)) === true;
  const number = fits.filter(Boolean).length;
  const place =
    of === 'first' || of === 'last' ? `the ${of} of them ${holds ? 'does' : 'does not'}` : `asked for ${of}`;
  return found(holds, `${number} of ${calls.length} calls of ${tool} have these arguments; ${place}.`, {
    evidence: excerpt(calls.map((call) => JSON.stringify(call.arguments)).join('\n')),
  });
}
