import { type ModelTask, modelTasks } from '../../model-port.ts';
import type { Labelled } from './train-task-model.ts';

/** Reads questions under `[task]` headings, one a line; `#` begins a comment. Throws for a heading that is no task. */
export function readLabelled(text: string): Labelled[] {
  const examples: Labelled[] = [];
  let task: ModelTask | undefined;
  for (const line of text.split('\n').map((line) => line.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const [, heading] = /^\[(\w+)\]$/.exec(line) ?? [];
    if (heading !== undefined) {
      task = modelTasks.find((known) => known === heading);
      if (task === undefined) throw new Error(`[${heading}] is not a task`);
    } else if (task === undefined) throw new Error(`"${line}" stands under no task`);
    else examples.push({ task, question: line });
  }
  return examples;
}
