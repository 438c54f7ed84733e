import type { Step } from '../testing/misbehaving-upstream.ts';
import { type Protocol, pieces } from './protocols.ts';

/** What looks odd and loses nothing: the answer must come through whole, once, and be counted once. */
export interface Oddity {
  name: string;
  steps(protocol: Protocol): readonly Step[];
  /** Only where frames are events. */
  sse?: boolean;
  /** Only where a frame says that the answer is complete; elsewhere its end is the end of the body. */
  afterEnd?: boolean;
}

export function occursIn({ sse, afterEnd }: Oddity, protocol: Protocol): boolean {
  if (sse === true && protocol.contentType !== 'text/event-stream') return false;
  return afterEnd !== true || protocol.endsWithBody !== true;
}

const all = ({ opening, content, closing }: Protocol) => [...opening, ...content, ...closing].join('');

export const oddities: readonly Oddity[] = [
  { name: 'one byte at a time', steps: (protocol) => [{ drip: all(protocol) }, 'end'] },
  { name: 'all in one piece', steps: (protocol) => [{ write: all(protocol) }, 'end'] },
  {
    name: 'signs of life between all frames',
    steps: ({ opening, content, closing, keepAlive }) => [
      { write: [...opening, ...content, ...closing].join(keepAlive) },
      'end',
    ],
  },
  {
    name: 'frames that end in CR LF',
    sse: true,
    steps: (protocol) => [{ write: all(protocol).replaceAll('\n', '\r\n') }, 'end'],
  },
  {
    name: 'a byte order mark',
    sse: true,
    steps: (protocol) => [{ write: `\uFEFF${all(protocol)}` }, 'end'],
  },
  {
    name: 'the closing frames twice',
    steps: (protocol) => [{ write: all(protocol) + protocol.closing.join('') }, 'end'],
  },
  {
    name: 'rubbish after the end',
    afterEnd: true,
    steps: (protocol) => [{ write: all(protocol) + protocol.rubbish }, 'end'],
  },
  { name: 'a reset after the end', steps: (protocol) => [{ write: all(protocol) }, 'until seen', 'reset'] },
  {
    name: 'a connection that stays open after the end',
    afterEnd: true,
    steps: (protocol) => [{ write: all(protocol) }, 'hang'],
  },
];

/** One piece of a megabyte in place of the first, in all protocols the longest that a model may well write. */
export function withHugePiece(protocol: Protocol): { steps: readonly Step[]; text: string } {
  const huge = 'Größe '.repeat(170_000);
  const [first = '', ...rest] = protocol.content;
  const frame = first.replace(JSON.stringify(pieces[0]), JSON.stringify(huge));
  return {
    steps: [{ write: [...protocol.opening, frame, ...rest, ...protocol.closing].join('') }, 'end'],
    text: [huge, ...pieces.slice(1)].join(''),
  };
}
