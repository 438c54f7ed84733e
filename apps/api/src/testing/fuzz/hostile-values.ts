import fc from 'fast-check';

const awkwardText = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202e\u2066',
  'ﷺ'.repeat(50),
  'Z̴̢͝a̶l̷g̸o̵',
  '👩‍👩‍👧‍👦',
  '-1',
  '1e309',
  'NaN',
  'null',
  'true',
  '__proto__',
  'constructor',
  '../../../../etc/passwd',
  "' or 1=1 --",
  '"; drop table runs; --',
  '{{7*7}}',
  '<script>alert(1)</script>',
  'http://169.254.169.254/latest/meta-data',
  'a'.repeat(300),
  'é'.repeat(20_000),
];

/** Text of any kind: odd, long, of NULs, of halves of surrogate pairs. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...awkwardText) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
);

const awkwardNumbers = [0, -0, -1, 1, 0.1, 1e-9, 2 ** 31, 2 ** 53, -(2 ** 63), 2 ** 64, 1e21, 1e308];

/** Any value that JSON has, in the forms that break programs. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...awkwardNumbers) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null]) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: fc.constantFrom(10, 200, 3_000).map(nested) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 2_000 }, (_, index) => index)) },
  { weight: 1, arbitrary: fc.constant(JSON.parse('{"__proto__":{"polluted":true}}') as unknown) },
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}
