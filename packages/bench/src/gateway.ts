/**
 * What our gateway costs, as ratios to the least that a proxy in Node can do (node:http in, undici out) and to
 * Portkey's gateway, in one run. Each proxy has a core for itself; the load and the upstream share the other.
 * `node packages/bench/src/gateway.ts`; `BENCH_REQUESTS=1000000` for the drift of the issue, whose first fifth is
 * the warm-up in which V8's heap finds its size; `BENCH_PORTKEY=0` to leave Portkey out, `BENCH_PROF=<folder>` for CPU profiles.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { type Load, load, questionOf } from './gateway/load.ts';
import { startPortkey } from './gateway/start-portkey.ts';
import { type Measured, startProcess } from './gateway/start-process.ts';

const proxyCore = 0;
const otherCore = 1;
const rounds = 3;
const driftRequests = Number(process.env.BENCH_REQUESTS ?? 100_000);
const scale = Number(process.env.BENCH_SCALE ?? 1);
const count = { whole: 4_000 * scale, stream: 600 * scale, alone: 1_000 * scale };

execFileSync('taskset', ['-a', '-cp', String(otherCore), String(process.pid)], { stdio: 'ignore' });
const upstream = await startProcess('upstream-process.ts', [], otherCore);
const bare = await startProcess('pass-through-process.ts', [upstream.url], proxyCore);
const ours = await startProcess('gateway-process.ts', [upstream.url], proxyCore);
const cached = await startProcess('gateway-process.ts', [upstream.url, 'on'], proxyCore);
const portkey = process.env.BENCH_PORTKEY === '0' ? null : await startPortkey(proxyCore);
const started = [upstream, bare, ours, cached, ...(portkey === null ? [] : [portkey])];

try {
  await run();
} finally {
  await Promise.all(started.map((each) => each.stop()));
}

async function run(): Promise<void> {
  const whole = questionOf(upstream.url, false);
  const stream = questionOf(upstream.url, true);
  console.log(
    `gateway · ${cpus().length} × ${cpus()[0]?.model} · Node ${process.version}; each proxy on one core`,
  );
  for (const proxy of [bare, ours, cached]) {
    await load(proxy, whole, count.whole, 16);
    await load(proxy, stream, count.stream, 16);
  }

  const all = {
    whole: { bare: [] as Load[], ours: [] as Load[], cached: [] as Load[] },
    stream: { bare: [] as Load[], ours: [] as Load[], cached: [] as Load[] },
    alone: { direct: [] as Load[], bare: [] as Load[], ours: [] as Load[] },
  };
  // In turns, so that a slow moment of the machine meets all of them.
  for (let round = 0; round < rounds; round++) {
    all.whole.bare.push(await load(bare, whole, count.whole, 16));
    all.whole.ours.push(await load(ours, whole, count.whole, 16));
    all.whole.cached.push(await load(cached, whole, count.whole, 16));
    all.stream.bare.push(await load(bare, stream, count.stream, 16));
    all.stream.ours.push(await load(ours, stream, count.stream, 16));
    all.stream.cached.push(await load(cached, stream, count.stream, 16));
    all.alone.direct.push(await load(upstream, whole, count.alone, 1));
    all.alone.bare.push(await load(bare, whole, count.alone, 1));
    all.alone.ours.push(await load(ours, whole, count.alone, 1));
  }
  const cpu = (loads: Load[]) => Math.min(...loads.map(({ cpuUs }) => cpuUs));
  const p50 = (loads: Load[]) => Math.min(...loads.map(({ p50Ms }) => p50Ms));
  const rate = (loads: Load[]) => Math.max(...loads.map(({ perSecond }) => perSecond));

  const cpuOf = {
    bare: cpu(all.whole.bare),
    ours: cpu(all.whole.ours),
    cached: cpu(all.whole.cached),
    bareStream: cpu(all.stream.bare),
    oursStream: cpu(all.stream.ours),
  };
  const added = {
    bare: (p50(all.alone.bare) - p50(all.alone.direct)) * 1000,
    ours: (p50(all.alone.ours) - p50(all.alone.direct)) * 1000,
  };
  console.log(`best of ${rounds} rounds; CPU a request, 16 at a time:`);
  bar('whole answer', `${us(cpuOf.bare)} bare, ${us(cpuOf.ours)} ours`, cpuOf.ours / cpuOf.bare, '≤', 1.8);
  bar(
    '100-chunk stream',
    `${us(cpuOf.bareStream)} bare, ${us(cpuOf.oursStream)} ours`,
    cpuOf.oursStream / cpuOf.bareStream,
    '≤',
    1.3,
  );
  bar(
    'cache hit',
    `${us(cpuOf.cached)} (stream: ${us(cpu(all.stream.cached))})`,
    cpuOf.cached / cpuOf.bare,
    '≤',
    0.6,
  );
  bar(
    'added, one connection',
    `p50 ${us(added.bare)} bare, ${us(added.ours)} ours`,
    added.ours / added.bare,
    '≤',
    2,
  );
  console.log(
    `  throughput of one core: bare ${n(rate(all.whole.bare))}/s, ours ${n(rate(all.whole.ours))}/s, cached ${n(rate(all.whole.cached))}/s; streams: bare ${n(rate(all.stream.bare))}/s, ours ${n(rate(all.stream.ours))}/s`,
  );

  if (portkey === null) console.log('  Portkey: left out');
  else await againstPortkey(portkey, cpuOf.ours, rate(all.whole.ours), cpuOf.oursStream);
  await drift();
}

async function againstPortkey(
  other: Measured,
  cpuUs: number,
  perSecond: number,
  streamCpuUs: number,
): Promise<void> {
  const [whole, stream] = [questionOf(upstream.url, false), questionOf(upstream.url, true)];
  await load(other, whole, 500 * scale, 16);
  const loads = [];
  for (let round = 0; round < rounds; round++) loads.push(await load(other, whole, 1_000 * scale, 16));
  const cpuOf = Math.min(...loads.map((each) => each.cpuUs));
  const rate = Math.max(...loads.map((each) => each.perSecond));
  bar('Portkey’s CPU, whole answer', `${us(cpuOf)} Portkey, ${us(cpuUs)} ours`, cpuOf / cpuUs, '≥', 10);
  bar('throughput over Portkey’s', `${n(rate)}/s Portkey, ${n(perSecond)}/s ours`, perSecond / rate, '≥', 8);
  const streamed = await load(other, stream, 300 * scale, 16).catch(() => null);
  if (streamed !== null)
    console.log(
      `  its 100-chunk stream: ${us(streamed.cpuUs)}, ${(streamed.cpuUs / streamCpuUs).toFixed(1)} × ours`,
    );
}

/** Memory from a fifth of the requests on against memory at their end; beside it what a full collection leaves. */
async function drift(): Promise<void> {
  const whole = questionOf(upstream.url, false);
  const samples: number[] = [];
  const parts = 20;
  const warm = parts / 5;
  // Before the warm-up, which settles what the collection does to the memory.
  const liveBefore = await ours.liveMiB();
  for (let part = 0; part < parts; part++) {
    await load(ours, whole, Math.ceil(driftRequests / parts), 16);
    samples.push(ours.rssMiB());
  }
  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const [early, late] = [median(samples.slice(warm, warm + 5)), median(samples.slice(-5))];
  const grown = ((late - early) / early) * 100;
  bar(
    `memory over ${n(driftRequests)} requests, %`,
    `${early.toFixed(0)} → ${late.toFixed(0)} MiB`,
    grown,
    '<',
    5,
  );
  const live = await ours.liveMiB();
  console.log(`  live objects after a full collection: ${liveBefore.toFixed(1)} → ${live.toFixed(1)} MiB`);
}

function bar(what: string, values: string, ratio: number, sign: '≤' | '≥' | '<', bound: number): void {
  const met = sign === '≥' ? ratio >= bound : sign === '<' ? ratio < bound : ratio <= bound;
  console.log(`  ${what}: ${values}; ${ratio.toFixed(2)} (bar ${sign} ${bound}): ${met ? 'met' : 'MISSED'}`);
}

function us(value: number): string {
  return `${value.toFixed(0)} µs`;
}

function n(value: number): string {
  return value.toFixed(0);
}
