import type {
  AgentId,
  ApiKeyId,
  ApprovalId,
  CommentId,
  CommentThreadId,
  ConnectionId,
  DashboardViewId,
  DataExportId,
  DatasetId,
  DocumentId,
  IdeaId,
  InvitationId,
  LedgerEntryId,
  ProviderKeyId,
  PurchaseId,
  RunId,
  ScheduleId,
  SpecPatchId,
  TeamId,
  TemplateId,
  TemplateReviewId,
  TemplateTryId,
  TestId,
  TestRunId,
  ThreadId,
  TrialId,
  TriggerId,
  WebhookDeliveryId,
  WebhookId,
} from '@agent-factory/contracts';
import type { UserActor } from '@agent-factory/services';

/** A user with a team, and one of everything that a team has. */
export interface Tenant {
  actor: UserActor;
  token: string;
  team: TeamId;
  agt: AgentId;
  run: RunId;
  /** One that has ended, so that it has a receipt. */
  ended: RunId;
  thr: ThreadId;
  /** One in which no run is at work. */
  idle: ThreadId;
  doc: DocumentId;
  key: ApiKeyId;
  pky: ProviderKeyId;
  apr: ApprovalId;
  con: ConnectionId;
  whk: WebhookId;
  whd: WebhookDeliveryId;
  dbv: DashboardViewId;
  cth: CommentThreadId;
  cmt: CommentId;
  sch: ScheduleId;
  trg: TriggerId;
  dst: DatasetId;
  tsr: TestRunId;
  /** A test run that has ended. */
  endedTests: TestRunId;
  tst: TestId;
  trl: TrialId;
  /** One that is ready. */
  exp: DataExportId;
  /** Another owner of the team. */
  mate: string;
  /** An invitation of the team that waits, and was sent a while ago. */
  inv: InvitationId;
  /** Of another team, for this user: by id and by the token of its link. */
  ownInv: { id: InvitationId; token: string };
  /** A team of this user that was deleted. */
  shut: TeamId;
  /** What a tool of the team has become. */
  toolHash: string;
  /** One that was evaluated and is shared. */
  ide: IdeaId;
  /** One that has won. */
  pat: SpecPatchId;
  otherIdea: IdeaId;
  /** One that is paid and can be given back. */
  pur: PurchaseId;
  /** A sale in the books, and a payout (Stripe's id) of what it brought. */
  led: LedgerEntryId;
  payout: string;
  /** A template of a stranger's that costs nothing. */
  offer: TemplateId;
  /** One that the team owns, of which it made its agent, and that is listed no more. */
  tpl: TemplateId;
  /** Of its own: a draft, one that is listed, one that is not any more. */
  draft: TemplateId;
  shown: TemplateId;
  hidden: TemplateId;
  /** A stranger's review of the draft. */
  rev: TemplateReviewId;
  try: TemplateTryId;
}
