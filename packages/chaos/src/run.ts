/**
 * Breaks things on purpose and says what became of them: `pnpm chaos` (all bars in full), `pnpm chaos q4 q7 --short`,
 * `pnpm chaos q4 --kills 20`. One line for each sentence of a bar; ends with 1 when one of them does not hold.
 */
import { parseArgs } from 'node:util';
import { setUpTestServer } from '@agent-factory/db/testing';
import { type Bar, countsOf, type Finding } from './bar.ts';
import { bars } from './bars.ts';
import { table } from './table.ts';

const flags = Object.fromEntries(
  bars.flatMap(({ counts }) => Object.keys(counts)).map((flag) => [flag, { type: 'string' as const }]),
);
const { values, positionals } = parseArgs({
  options: { ...flags, short: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});

function usage(): string {
  const lines = bars.flatMap(({ id, title, counts }) => [
    `  ${id.toLowerCase().padEnd(4)} ${title}`,
    ...Object.entries(counts).map(
      ([flag, { full, short, says }]) => `         --${flag} ${says} (${full}; short: ${short})`,
    ),
  ]);
  return ['pnpm chaos [bar …] [--short] [--<count> n]', '', ...lines].join('\n');
}

function chosen(): readonly Bar[] {
  if (positionals.length === 0) return bars;
  return positionals.map((name) => {
    const bar = bars.find(({ id }) => id.toLowerCase() === name.toLowerCase());
    if (bar === undefined) throw new Error(`There is no bar "${name}".\n\n${usage()}`);
    return bar;
  });
}

function asked(bar: Bar): Record<string, number> {
  const counts = countsOf(bar, values.short === true ? 'short' : 'full');
  for (const flag of Object.keys(counts)) {
    const given: unknown = Reflect.get(values, flag);
    if (typeof given !== 'string') continue;
    if (!/^[1-9]\d*$/.test(given)) throw new Error(`--${flag} takes a whole number from 1, not "${given}".`);
    counts[flag] = Number(given);
  }
  return counts;
}

async function tried(bar: Bar, counts: Record<string, number>): Promise<readonly Finding[]> {
  try {
    return await bar.run(counts);
  } catch (error) {
    const seen = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ asked: 'can be tried', seen, held: false }];
  }
}

async function main(): Promise<void> {
  if (values.help === true) return console.log(usage());
  const wanted = chosen().map((bar) => ({ bar, counts: asked(bar) }));
  const stopServer = await setUpTestServer();
  const rows: (Finding & { id: string })[] = [];
  try {
    for (const { bar, counts } of wanted) {
      const said = Object.entries(counts).map(([flag, count]) => `${count} ${flag}`);
      console.log(`${bar.id} ${bar.title}${said.length === 0 ? '' : ` (${said.join(', ')})`}`);
      const from = performance.now();
      const findings = await tried(bar, counts);
      console.log(`   ${((performance.now() - from) / 1_000).toFixed(0)} s`);
      rows.push(...findings.map((finding) => ({ id: bar.id, ...finding })));
    }
  } finally {
    await stopServer();
  }
  console.log(`\n${table(rows)}`);
  const missed = rows.filter(({ held }) => !held).length;
  console.log(`\n${missed === 0 ? 'Every bar holds.' : `${missed} of ${rows.length} do not hold.`}`);
  // Not `exitCode`: a worker that hangs is no reason to hang as well.
  process.exit(missed === 0 ? 0 : 1);
}

await main();
