/**
 * Trains the classifier behind `model.task: auto` and writes `trained-model.ts`.
 * `node packages/llm/src/routing/classifier/train.ts [file]`: a file of a deployment's own questions, labelled with the
 * task whose model's answer was accepted, takes the place of the questions beside this script.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { judgeClassifier } from './judge-classifier.ts';
import { packModel } from './pack-weights.ts';
import { readLabelled } from './read-labelled.ts';
import { trainTaskModel } from './train-task-model.ts';

const file = process.argv[2] ?? new URL('labelled-questions.txt', import.meta.url);
const examples = readLabelled(readFileSync(file, 'utf8'));
const judgement = judgeClassifier(examples);
const packed = packModel(trainTaskModel(examples));
const lines = packed.weights.match(/.{1,100}/g) ?? [];
writeFileSync(
  new URL('trained-model.ts', import.meta.url),
  `// Written by train.ts; run it again after a change of the questions or of the features.
import type { Judgement } from './judge-classifier.ts';
import type { PackedModel } from './pack-weights.ts';

export const judgement: Judgement = ${JSON.stringify(judgement)};

export const trainedModel: PackedModel = {
  scale: ${packed.scale},
  bias: ${JSON.stringify(packed.bias)},
  // biome-ignore format: one long text
  weights: [
${lines.map((line) => `    '${line}',`).join('\n')}
  ].join(''),
};
`,
);
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
process.stdout.write(
  `${examples.length} questions, five folds: classifier ${percent(judgement.classifier)}, length alone ${percent(judgement.length)}` +
    `: ${judgement.classifier > judgement.length ? 'on' : 'off'}\n`,
);
