import { type ModelTask, modelTasks } from '../../model-port.ts';
import { buckets, featuresOf } from './features.ts';

/** Multinomial logistic regression over hashed features: one weight for each task and bucket, and one bias a task. */
export interface TaskModel {
  /** `modelTasks.length × buckets`, task by task. */
  weights: Float32Array;
  bias: Float32Array;
}

export interface TaskGuess {
  task: ModelTask;
  /** Of the task, by softmax; 1/6 is no idea. */
  probability: number;
}

/** The most probable task of a question. */
export function guessTask(model: TaskModel, question: string): TaskGuess {
  const scores = scoresOf(model, featuresOf(question));
  let best = 0;
  let sum = 0;
  const top = Math.max(...scores);
  for (const [index, score] of scores.entries()) {
    sum += Math.exp(score - top);
    if (score > (scores[best] ?? 0)) best = index;
  }
  return { task: modelTasks[best] ?? 'simple_query', probability: 1 / sum };
}

/** Scores before the softmax. Features count 1/√n each, so that long questions are not louder than short ones. */
export function scoresOf({ weights, bias }: TaskModel, features: Uint16Array): number[] {
  const scale = features.length === 0 ? 0 : 1 / Math.sqrt(features.length);
  return modelTasks.map((_, task) => {
    let sum = 0;
    const offset = task * buckets;
    for (const bucket of features) sum += weights[offset + bucket] ?? 0;
    return sum * scale + (bias[task] ?? 0);
  });
}
