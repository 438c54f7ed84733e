import { frameTooLong, longestFrame, Utf8Reader } from './framer.ts';

/** Cuts a body into lines, ended by LF, CR LF or CR (WHATWG HTML, 9.2.5). */
export class LineReader {
  readonly #onLine: (line: string) => void;
  readonly #text = new Utf8Reader();
  #rest = '';
  #endedByCr = false;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(bytes: Buffer): void {
    let text = this.#text.read(bytes);
    if (this.#endedByCr && text !== '') {
      this.#endedByCr = false;
      if (text.charCodeAt(0) === 10) text = text.slice(1);
    }
    if (text.includes('\r')) {
      this.#endedByCr = text.endsWith('\r');
      text = text.replace(/\r\n?/g, '\n');
    }
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      const line = this.#rest === '' ? text.slice(start, end) : this.#rest + text.slice(start, end);
      this.#rest = '';
      start = end + 1;
      this.#onLine(line);
    }
    // Only the new text is searched, so that a long line costs no more than its length.
    if (start < text.length) this.#rest += start === 0 ? text : text.slice(start);
    if (this.#rest.length > longestFrame) throw frameTooLong();
  }

  /** What stands behind the last line end. */
  takeRest(): string {
    const rest = this.#rest;
    this.#rest = '';
    return rest;
  }
}
