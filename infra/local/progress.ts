const started = Date.now();
const color = process.stdout.isTTY && !process.env.NO_COLOR;

function paint(code: number, text: string): string {
  return color ? `\u001b[${code}m${text}\u001b[0m` : text;
}

function seconds(sinceMs: number): string {
  return `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
}

export const dim = (text: string): string => paint(2, text);
export const bold = (text: string): string => paint(1, text);

/** Says what begins, does it, says how long it took; what fails is named before the error goes on. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const from = Date.now();
  console.log(`${dim('•')} ${title} …`);
  try {
    const result = await work();
    console.log(`${paint(32, '✓')} ${title} ${dim(seconds(from))}`);
    return result;
  } catch (error) {
    console.log(`${paint(31, '✗')} ${title} ${dim(seconds(from))}`);
    throw error;
  }
}

export function notice(text: string): void {
  console.log(`${paint(33, '!')} ${text}`);
}

export function elapsed(): string {
  return seconds(started);
}
