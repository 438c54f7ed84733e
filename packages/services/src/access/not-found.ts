import { AppError } from '@agent-factory/contracts';

/** One text for what does not exist and for what is another team's, so that an answer tells them apart for nobody. */
export function notFound(
  noun:
    | 'agent'
    | 'agent version'
    | 'label'
    | 'run'
    | 'thread'
    | 'team'
    | 'member'
    | 'invitation'
    | 'API key'
    | 'provider key'
    | 'approval'
    | 'document'
    | 'schedule'
    | 'trigger'
    | 'connection'
    | 'webhook'
    | 'delivery'
    | 'export'
    | 'receipt'
    | 'change of a tool'
    | 'test'
    | 'test run'
    | 'trial'
    | 'dataset'
    | 'attestation'
    | 'idea'
    | 'patch'
    | 'reflection'
    | 'search'
    | 'picture'
    | 'review'
    | 'report'
    | 'try'
    | 'template'
    | 'purchase'
    | 'reconciliation'
    | 'payout'
    | 'entry'
    | 'view'
    | 'comment'
    | 'thread of comments',
): AppError {
  return new AppError('not_found', `There is no such ${noun}.`);
}
