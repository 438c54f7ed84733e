import { type Framer, frameTooLong, longestFrame, type OnFrame } from './framer.ts';
import { LineReader } from './line-reader.ts';

const space = 32;

/**
 * Server-sent events (WHATWG HTML, 9.2.6): data over several lines is joined, comments and unknown fields are
 * passed over, an event without data is none. Its last event may lack the empty line.
 */
export class SseFramer implements Framer {
  readonly #onFrame: OnFrame;
  readonly #lines: LineReader;
  #data: string | null = null;
  #event = '';

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
    this.#lines = new LineReader((line) => this.#line(line));
  }

  push(bytes: Buffer): void {
    this.#lines.push(bytes);
  }

  end(): void {
    this.#line('');
  }

  #line(line: string): void {
    if (line === '') {
      const data = this.#data;
      const event = this.#event;
      this.#data = null;
      this.#event = '';
      if (data !== null) this.#onFrame(data, event);
      return;
    }
    if (line.startsWith('data:')) {
      const value = line.slice(line.charCodeAt(5) === space ? 6 : 5);
      this.#data = this.#data === null ? value : `${this.#data}\n${value}`;
      if (this.#data.length > longestFrame) throw frameTooLong();
    } else if (line.startsWith('event:')) {
      this.#event = line.slice(line.charCodeAt(6) === space ? 7 : 6);
    } else if (line === 'data') {
      this.#data = this.#data === null ? '' : `${this.#data}\n`;
    }
  }
}
