/** What a judge is asked: instructions of ours, and the question with what is judged. */
export interface JudgeQuestion {
  system: string;
  user: string;
}

/** What it said, as it said it. */
export interface JudgeReply {
  text: string;
  /** The model that answered, as `provider/model`. */
  model: string;
  costNanoUsd: number;
}

/** A model that judges. It may throw: that is an error of the grader, never a verdict about the agent. */
export interface JudgePort {
  /** The model that is meant to answer, as `provider/model`; it must not be the one under test. */
  model: string;
  ask(question: JudgeQuestion): Promise<JudgeReply>;
}
