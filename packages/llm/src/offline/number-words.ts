const small = new Map(
  (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
    'seventeen eighteen nineteen'
  )
    .split(' ')
    .map((word, value) => [word, value]),
);
const tens = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, (index + 2) * 10]),
);
const scales = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
]);
const words = [...small.keys(), ...tens.keys(), ...scales.keys()].join('|');
const run = new RegExp(`\\b(?:(?:${words})(?:[\\s-]+(?:and\\s+)?(?=(?:${words})\\b)|\\b))+`, 'gi');

/** Writes numbers that are spelled out in digits: "two hundred and five" becomes "205". */
export function digitsOfNumberWords(text: string): string {
  return text.replace(run, (match) => String(numberOf(match.toLowerCase().match(/[a-z]+/g) ?? [])));
}

function numberOf(parts: readonly string[]): number {
  let total = 0;
  let current = 0;
  for (const part of parts) {
    const scale = scales.get(part);
    if (scale === undefined) current += small.get(part) ?? tens.get(part) ?? 0;
    else if (scale === 100) current = Math.max(1, current) * 100;
    else {
      total += Math.max(1, current) * scale;
      current = 0;
    }
  }
  return total + current;
}
