import { testReportSchema } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { decideGate } from '../gates/decide-gate.ts';
import { gatePolicy } from '../gates/gate-policy.ts';
import { buildReport, type ReportInput } from './build-report.ts';
import { compareReports } from './compare-reports.ts';
import { dollars, duration, points } from './figures.ts';
import { html } from './html.ts';
import { reportAsGithubAnnotations } from './report-as-github-annotations.ts';
import { reportAsHtml } from './report-as-html.ts';
import { reportAsJson } from './report-as-json.ts';
import { reportAsJunit } from './report-as-junit.ts';
import { reportAsMarkdown } from './report-as-markdown.ts';
import { sampleRun } from './testing/sample-run.ts';
import { strictJunitSchema } from './testing/strict-junit-schema.ts';
import { trendOf } from './trend-of.ts';

/** With everything that a report can have: a comparison, a gate that is shut, all four verdicts. */
function full(text?: string): ReportInput {
  const input = sampleRun(['ppp', 'ppf', 'fff', 'eee', 'iii', ...new Array<string>(6).fill('fff')], text);
  const before = sampleRun(new Array<string>(11).fill('ppp'), text);
  const version = (cases: ReportInput['cases']) => ({
    cases,
    expectedCases: cases.map(({ id }) => id),
    expectedTrials: 3,
  });
  const gate = decideGate({
    policy: gatePolicy({ minPassRate: 0.9, trials: 3 }),
    baseline: version(before.cases),
    candidate: version(input.cases),
    seed: 1,
  });
  return { ...input, comparedWith: { label: text ?? 'version 6', cases: before.cases }, gate };
}

const payloads: readonly string[] = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</pre><img src=x onerror=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  "'><img src=x onerror=alert(1)>",
  '<svg onload=alert(1)>',
  '</svg><svg/onload=alert(1)>',
  '<img src=x onerror="alert(1)">',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<object data="data:text/html,<script>alert(1)</script>">',
  '<embed src="data:text/html;base64,PHNjcmlwdD4=">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<base href="https://evil.example/">',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<form action="https://evil.example"><input name=x></form>',
  '<details open ontoggle=alert(1)>',
  '<math><mtext><script>alert(1)</script></mtext></math>',
  '<!--><script>alert(1)</script>-->',
  ']]><script>alert(1)</script>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is tried
  '`-alert(1)-`${alert(1)}',
  '<ScRiPt\u0000>alert(1)</sCrIpT>',
  '" autofocus onfocus=alert(1) x="',
  '\u202Egnp.exe<script>alert(1)</script>\uD800',
  '::error title=x::y%0A\n::set-output name=a::b',
  '```\n# heading\n| a | b |\n[x](javascript:alert(1)) @everyone www.evil.example',
];

test('there are at least 30 payloads', () => expect(payloads.length).toBeGreaterThanOrEqual(30));

const plainReport = buildReport(full('plain words'));
const plainTags = tagsOf(reportAsHtml(plainReport));
const plainLines = reportAsMarkdown(plainReport).split('\n').length;

describe.each(payloads.map((payload, index) => [index, payload] as const))(
  'payload %i',
  (_index, payload) => {
    const report = buildReport(full(payload));

    test('stays text in HTML', () => {
      const page = reportAsHtml(report);
      // The tags of the page are those of a page without it, as many and in the same order.
      expect(tagsOf(page)).toEqual(plainTags);
    });

    test('stays in its line and its place in annotations and in Markdown', () => {
      const lines = reportAsGithubAnnotations(report).trimEnd().split('\n');
      for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) title=[^:,]*::/);
      const markdown = reportAsMarkdown(report);
      expect(markdown.split('\n').length).toBe(plainLines);
      expect(markdown).not.toMatch(/(?<!\\)<|(?<!\\)`|@everyone|(?<!\\)\[|www\.evil/);
    });
  },
);

test('every payload stays text in JUnit XML, and so does a text that is none', async () => {
  await expectStrict(
    ...[...payloads, ' ', '\u0000'].map((payload) => reportAsJunit(buildReport(full(payload)))),
  );
});

/** Names and attribute names of all tags, as a browser would split them: quotes are never left open by a text. */
function tagsOf(page: string): string[] {
  return [...page.matchAll(/<(\/?[a-zA-Z!][^\s>]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name, attributes]) => `${name} ${(attributes ?? '').replace(/="[^"]*"/g, '').trim()}`,
  );
}

async function expectStrict(...reports: readonly string[]): Promise<void> {
  const { valid, errors } = await validateXML({
    xml: reports.map((contents, index) => ({ fileName: `report-${index}.xml`, contents })),
    schema: [strictJunitSchema],
  });
  expect(errors).toEqual([]);
  expect(valid).toBe(true);
}

describe('a report', () => {
  const report = buildReport(full());

  test('counts, rates and orders what happened', () => {
    expect(report.statistics).toMatchObject({
      cases: 11,
      trials: 33,
      passed: 5,
      failed: 22,
      errors: 3,
      inconclusive: 3,
      flaky_cases: 1,
      faults: { agent: 25, simulator: 0, grader: 3, infrastructure: 0 },
      duration_ms: { p50: 970, p95: 1100, max: 1100 },
    });
    expect(report.statistics.pass_rate?.value).toBeCloseTo((1 + 2 / 3) / 9, 8);
    expect(report.statistics.pass_hat.map(({ k }) => k)).toEqual([1, 2, 3]);
    expect(report.statistics.pass_hat[2]?.value).toBeCloseTo(1 / 9, 8);
    expect(report.statistics.pass_at[2]?.value).toBeCloseTo(2 / 9, 8);
    expect(report.cases.map(({ verdict }) => verdict).slice(0, 5)).toEqual([
      'pass',
      'pass',
      'fail',
      'error',
      'inconclusive',
    ]);
    expect(report.comparison).toMatchObject({ verdict: 'worse', pairs: 9 });
    expect(report.gate?.open).toBe(false);
  });

  test('as JSON reads back as itself, and says the same when it is made again', () => {
    expect(testReportSchema.parse(JSON.parse(reportAsJson(report)))).toEqual(report);
    expect(buildReport(full())).toEqual(report);
  });

  test('as HTML needs nothing else: no script, no request, both themes, a policy', () => {
    const page = reportAsHtml(report);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:|\son[a-z]+=/i);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('color-scheme:light dark');
    expect(page).toContain('<svg');
    expect(page.indexOf('✕ failed')).toBeLessThan(page.indexOf('✓ passed'));
  });

  test('as JUnit is valid for strict readers, and its counts are its elements', async () => {
    const xml = reportAsJunit(report);
    await expectStrict(xml);
    const count = (element: string): number => xml.split(`<${element}`).length - 1;
    expect(xml).toContain('tests="11" failures="7" errors="1" skipped="1"');
    expect([count('testcase'), count('failure '), count('error '), count('skipped/')]).toEqual([11, 7, 1, 1]);
    // The schema itself refuses: the same without a host, and with an attribute nobody knows.
    for (const broken of [
      xml.replace(' hostname="localhost"', ''),
      xml.replace('<testsuites>', '<testsuites x="1">'),
    ]) {
      const { valid } = await validateXML({
        xml: [{ fileName: 'broken.xml', contents: broken }],
        schema: [strictJunitSchema],
      });
      expect(valid).toBe(false);
    }
  });

  test('as annotations names the worst ten, critical ones first, then sums up and says what it left out', () => {
    const many = buildReport(sampleRun([...new Array<string>(14).fill('fff'), 'eee', 'ppf', 'ppp'], 'text'));
    const lines = reportAsGithubAnnotations(many).trimEnd().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines[0]).toContain('title=Critical%3A text 0::');
    expect(lines.at(-1)).toMatch(/^::notice .*5 of 51 trials passed in 17 cases.*%0A6 more cases/);
    expect(reportAsGithubAnnotations(buildReport(sampleRun(['ppp']))).split('\n')).toHaveLength(2);
  });

  test('as Markdown tells the gate, the comparison and each case that did not pass', () => {
    const markdown = reportAsMarkdown(report);
    expect(markdown).toContain('The gate is **shut**');
    expect(markdown).toContain('Significantly worse');
    expect(markdown.match(/^- \*\*/gm)).toHaveLength(10);
    expect(reportAsMarkdown(buildReport(sampleRun(['ppp', 'ppp'])))).toContain(
      'Every case passed, every time.',
    );
  });

  test('of nothing, and of errors alone, is a report too', async () => {
    for (const words of [[], ['e'], ['', 'p']]) {
      const empty = buildReport(sampleRun(words));
      expect(testReportSchema.parse(empty)).toEqual(empty);
      expect(reportAsHtml(empty)).toContain('</html>');
      await expectStrict(reportAsJunit(empty));
      expect(reportAsMarkdown(empty)).toContain('# ');
      expect(reportAsGithubAnnotations(empty)).toContain('::notice');
    }
  });

  test('whatever happened, holds to its form', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom('p', 'f', 'e', 'i'), maxLength: 4 }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(words, fc.string({ unit: 'binary', minLength: 1 }), (given, text) => {
        const made = buildReport(sampleRun(given, text));
        testReportSchema.parse(made);
        expect(made.statistics.passed + made.statistics.failed).toBeLessThanOrEqual(made.statistics.trials);
        expect(reportAsHtml(made)).not.toMatch(/<script/i);
      }),
      { numRuns: 30 },
    );
  });

  test('of long texts is cut, and says by how much', () => {
    const long = buildReport(sampleRun(['f'], 'a'.repeat(5000)));
    expect(long.cases[0]?.trials[0]?.output).toMatch(/a… \(1000 characters more\)$/);
  });
});

test('two reports compare case by case; several make a trend in the order of time', () => {
  const before = buildReport(sampleRun(new Array<string>(12).fill('ppp')));
  const after = buildReport(
    sampleRun([...new Array<string>(6).fill('ppp'), ...new Array<string>(6).fill('fff')]),
  );
  const { comparison, behaviour } = compareReports(before, after);
  expect(comparison).toMatchObject({ verdict: 'worse', pairs: 12 });
  expect(comparison?.mcNemar).toBeCloseTo(2 / 64, 12);
  expect(behaviour.counts).toMatchObject({ broke: 6, passes: 6, mended: 0 });
  const earlier = { ...before, run: { ...before.run, started_at: '2026-11-20T10:00:00Z' } };
  const trend = trendOf([after, earlier]);
  expect(trend.map(({ at, passRate, passHat }) => [at.slice(0, 10), passRate?.value, passHat?.k])).toEqual([
    ['2026-11-20', 1, 3],
    ['2026-11-21', 0.5, 3],
  ]);
});

test('a text stays in its attribute and in its element', () => {
  const text = `"><b onclick='x'>&\`\u0001`;
  expect(html`<a title="${text}">${text}</a>`.source).toBe(
    '<a title="&quot;&gt;&lt;b onclick=&#39;x&#39;&gt;&amp;&#96;\uFFFD">&quot;&gt;&lt;b onclick=&#39;x&#39;&gt;&amp;&#96;\uFFFD</a>',
  );
  expect(html`${[html`<i>1</i>`, '<', 2, null]}`.source).toBe('<i>1</i>&lt;2');
});

test.each([
  [dollars(0), '$0'],
  [dollars(1_300_000), '$0.0013'],
  [dollars(999_999_999), '$1.00'],
  [dollars(12_345_678_901), '$12.35'],
  [dollars(1), '$0.000000001'],
  [duration(84), '84 ms'],
  [duration(2440), '2.4 s'],
  [duration(185_000), '3 min 5 s'],
  [points(-0.2), '−20.0'],
  [points(0.00001), '0.0'],
])('figures read well: %s', (shown, expected) => expect(shown).toBe(expected));
