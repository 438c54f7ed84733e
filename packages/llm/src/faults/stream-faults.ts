import type { Step } from '../testing/misbehaving-upstream.ts';
import type { Protocol } from './protocols.ts';

/** A way in which a stream goes wrong once its status has been sent; `next` is the frame that was due. */
export interface StreamFault {
  name: string;
  steps(protocol: Protocol, next: string): readonly Step[];
  /** Whether it is for us to hang up. */
  hangs?: boolean;
  /** Frames that the protocol counts as content cannot come before the first content. */
  onlyAfter?: boolean;
}

export const streamFaults: readonly StreamFault[] = [
  { name: 'the connection is reset', steps: () => ['reset'] },
  { name: 'the connection is cut', steps: () => ['cut'] },
  { name: 'nothing more comes', steps: () => ['hang'], hangs: true },
  { name: 'it ends in good order without a word that it is done', steps: () => ['end'] },
  { name: 'a frame cannot be read', steps: ({ rubbish }) => [{ write: rubbish }, 'hang'], hangs: true },
  { name: 'it says that it failed', steps: ({ error }) => [{ write: error }, 'end'] },
  {
    name: 'it says that it failed and stays open',
    steps: ({ error }) => [{ write: error }, 'hang'],
    hangs: true,
  },
  { name: 'a frame is cut in half', steps: (_, next) => [{ write: next.slice(0, next.length / 2) }, 'cut'] },
  { name: 'it ends in half a frame', steps: (_, next) => [{ write: next.slice(0, next.length / 2) }, 'end'] },
  {
    name: 'a character is cut in half',
    steps: ({ content }) => [{ write: halfCharacter(content[2] ?? '') }, 'cut'],
  },
  {
    name: 'only signs of life without content come',
    steps: ({ keepAlive }) => [{ endless: keepAlive }],
    hangs: true,
  },
  {
    name: 'a frame has no end',
    steps: ({ content }) => [
      { write: (content[0] ?? '').trimEnd().slice(0, -8) },
      { write: 'x'.repeat(9 * 1024 * 1024) },
      'hang',
    ],
    hangs: true,
  },
  {
    name: 'the end is cut off',
    steps: ({ content }) => [{ write: content.slice(1).join('') }, 'cut'],
    onlyAfter: true,
  },
];

/** Bytes of a frame up to the middle of its last character of several bytes. */
function halfCharacter(frame: string): Buffer {
  const bytes = Buffer.from(frame);
  const lead = bytes.findLastIndex((byte) => byte >= 0xc0);
  return bytes.subarray(0, lead + 1);
}
