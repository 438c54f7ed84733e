import { type ModelTask, modelTasks } from '../../model-port.ts';
import { estimateTokens } from '../../tokens/estimate-tokens.ts';
import { guessTask } from './task-model.ts';
import { type Labelled, trainTaskModel } from './train-task-model.ts';

/** Shares of questions whose task was found, by folds that the judged one was not trained on. */
export interface Judgement {
  questions: number;
  classifier: number;
  /** The best that length alone can do: bins of length, each with the task most frequent in it. */
  length: number;
}

const folds = 5;

/** Five-fold cross-validation of the classifier against length alone. Deterministic. */
export function judgeClassifier(examples: readonly Labelled[]): Judgement {
  let classifier = 0;
  let length = 0;
  for (let fold = 0; fold < folds; fold++) {
    const training = examples.filter((_, index) => index % folds !== fold);
    const model = trainTaskModel(training);
    const byLength = learnLength(training);
    for (const [index, { task, question }] of examples.entries()) {
      if (index % folds !== fold) continue;
      if (guessTask(model, question).task === task) classifier += 1;
      if (byLength(question) === task) length += 1;
    }
  }
  const questions = examples.length;
  return { questions, classifier: classifier / questions, length: length / questions };
}

function learnLength(training: readonly Labelled[]): (question: string) => ModelTask {
  const binOf = (question: string) => Math.floor(Math.log2(1 + estimateTokens(question)) * 2);
  const counts = new Map<number, Map<ModelTask, number>>();
  for (const { task, question } of training) {
    const bin = binOf(question);
    const tasks = counts.get(bin) ?? new Map<ModelTask, number>();
    tasks.set(task, (tasks.get(task) ?? 0) + 1);
    counts.set(bin, tasks);
  }
  const favourite = new Map(
    [...counts].map(([bin, tasks]) => [bin, [...tasks].sort((a, b) => b[1] - a[1])[0]?.[0] ?? modelTasks[0]]),
  );
  return (question) => favourite.get(binOf(question)) ?? modelTasks[0];
}
