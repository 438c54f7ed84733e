import { createHash } from 'node:crypto';
import { Zip, ZipDeflate } from 'fflate';

/** What an archive says of one of its files. */
export interface ArchivedFile {
  path: string;
  /** Lines of a JSON Lines file; null for others. */
  rows: number | null;
  bytes: number;
  /** Of the file itself, in hex. */
  sha256: string;
}

/** A zip archive as it grows: files one after the other, each page by page, handed on in parts of about a megabyte. */
export interface Archive {
  /** Begins a file; the one before it is closed. */
  open(path: string): void;
  /** Adds lines to the open file. */
  lines(texts: readonly string[]): Promise<void>;
  /** A whole file that is no list. */
  text(path: string, text: string): Promise<void>;
  /** Closes the open file and says what it was; null where nothing was open. */
  close(): Promise<ArchivedFile | null>;
  /** The end of the archive; its hash and size. */
  end(): Promise<{ sha256: string; bytes: number }>;
}

const partBytes = 1_000_000;

/** `put` gets the parts in order, and is waited for: nothing piles up. */
export function createArchive(put: (part: Buffer) => Promise<void>, at: Date): Archive {
  const whole = createHash('sha256');
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let total = 0;
  let file: { entry: ZipDeflate; hash: ReturnType<typeof createHash>; said: ArchivedFile } | null = null;
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    waiting.push(chunk);
    waitingBytes += chunk.length;
  });

  async function flush(least: number): Promise<void> {
    if (waitingBytes < least || waitingBytes === 0) return;
    const all = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    for (let from = 0; from < all.length; from += partBytes * 2) {
      const part = all.subarray(from, from + partBytes * 2);
      whole.update(part);
      total += part.length;
      await put(part);
    }
  }

  function open(path: string): void {
    if (file !== null) throw new Error(`${file.said.path} is still open`);
    const entry = new ZipDeflate(path, { level: 6 });
    entry.mtime = at;
    zip.add(entry);
    file = { entry, hash: createHash('sha256'), said: { path, rows: 0, bytes: 0, sha256: '' } };
  }

  async function push(bytes: Buffer): Promise<void> {
    if (file === null) throw new Error('no file is open');
    file.hash.update(bytes);
    file.said.bytes += bytes.length;
    file.entry.push(bytes);
    await flush(partBytes);
  }

  async function close(): Promise<ArchivedFile | null> {
    if (file === null) return null;
    const { entry, hash, said } = file;
    entry.push(new Uint8Array(0), true);
    file = null;
    await flush(partBytes);
    return { ...said, sha256: hash.digest('hex') };
  }

  return {
    open,
    async lines(texts) {
      if (texts.length === 0) return;
      if (file !== null && file.said.rows !== null) file.said.rows += texts.length;
      await push(Buffer.from(`${texts.join('\n')}\n`));
    },
    async text(path, text) {
      open(path);
      await push(Buffer.from(text));
      await close();
    },
    close,
    async end() {
      zip.end();
      await flush(1);
      return { sha256: whole.digest('hex'), bytes: total };
    },
  };
}
