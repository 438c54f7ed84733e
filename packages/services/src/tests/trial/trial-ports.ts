import { newId, type TestSettings } from '@agent-factory/contracts';
import type { ApprovalPort, EffectPort, EffectState } from '@agent-factory/orchestrator';

/** Where a run would wait for people, a trial goes on at once, as its settings say. */
export function createTrialApprovals(answer: TestSettings['approvals'], now: () => number): ApprovalPort {
  const approved = answer === 'approve';
  return {
    async ask({ subject }) {
      const at = new Date(now()).toISOString();
      return {
        approvalId: newId('approval'),
        state: approved ? 'approved' : 'denied',
        value: approved ? subject.value : null,
        approved,
        decidedBy: 'the test',
        note: null,
        expiresAt: at,
        decidedAt: at,
      };
    },
  };
}

/** A trial has one attempt, in which no call is made twice; what would change the world is stubbed. */
export function createTrialEffects(): EffectPort {
  const states = new Map<string, EffectState>();
  return {
    async begin(key) {
      const known = states.get(key);
      if (known !== undefined) return known;
      states.set(key, { state: 'unknown' });
      return { state: 'fresh' };
    },
    async done(key, result) {
      states.set(key, { state: 'done', result });
    },
  };
}
