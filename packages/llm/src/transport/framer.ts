import { ProviderError } from '../provider-error.ts';

/** Hears of each frame as it is whole: an event's data and name, or a line and ''. */
export type OnFrame = (data: string, event: string) => void;

/** Cuts the bytes of one body into frames, wherever the network cut them. Throws ProviderError `bad_answer`. */
export interface Framer {
  push(bytes: Buffer): void;
  /** The body ended; hands out what was complete but for the last line end. */
  end(): void;
}

/** No vendor writes one event so long; without a bound a broken one could fill the memory. */
export const longestFrame = 8 * 1024 * 1024;

export function frameTooLong(): ProviderError {
  return new ProviderError('bad_answer', 'one piece of its answer was longer than 8 MB');
}

const newline = 10;
const none = Buffer.alloc(0);

/** Turns bytes into text without breaking a character that two chunks share. */
export class Utf8Reader {
  #rest: Buffer = none;
  #started = false;

  read(bytes: Buffer): string {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const last = all[all.length - 1];
    // Nearly every chunk of a stream ends with a line end.
    const whole = last === newline || last === undefined ? all.length : wholeLength(all);
    this.#rest = whole === all.length ? none : all.subarray(whole);
    const text = all.toString('utf8', 0, whole);
    if (this.#started || text === '') return text;
    this.#started = true;
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
}

/** Up to where the bytes are whole characters; what is no UTF-8 at all is left to the decoder to replace. */
function wholeLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
