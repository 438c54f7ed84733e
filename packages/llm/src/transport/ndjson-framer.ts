import type { Framer, OnFrame } from './framer.ts';
import { LineReader } from './line-reader.ts';

/** One JSON value a line. A last line without its end is taken only if it looks whole; else the body was cut. */
export class NdjsonFramer implements Framer {
  readonly #onFrame: OnFrame;
  readonly #lines: LineReader;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
    this.#lines = new LineReader((line) => {
      if (line.trim() !== '') onFrame(line, '');
    });
  }

  push(bytes: Buffer): void {
    this.#lines.push(bytes);
  }

  end(): void {
    const rest = this.#lines.takeRest().trim();
    if (rest.endsWith('}')) this.#onFrame(rest, '');
  }
}
