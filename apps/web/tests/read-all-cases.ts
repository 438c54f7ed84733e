import type { DatasetId, TestCase } from '@agent-factory/contracts';
import type { useTRPCClient } from '../trpc/context.ts';

const page = 200;

/** Every case of a dataset's version, to be changed. Stored cases are of the shape that saving them took. */
export async function readAllCases(
  client: ReturnType<typeof useTRPCClient>,
  { id, version }: { id: DatasetId; version: number },
  signal: AbortSignal,
): Promise<TestCase[]> {
  const cases: TestCase[] = [];
  for (;;) {
    const asked = { id, version, limit: page, offset: cases.length };
    const { items, total } = await client.datasets.cases.query(asked, { signal });
    cases.push(...items.map((item) => item.case as TestCase));
    if (items.length === 0 || cases.length >= total) return cases;
  }
}
