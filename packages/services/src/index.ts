export { type BriefMemory, createBriefMemory } from './access/brief-memory.ts';
export { refusedByPolicy } from './access/refused-by-policy.ts';
export { unstorableText } from './access/unstorable-text.ts';
export { createAgent } from './agents/create.ts';
export { deleteAgent } from './agents/delete.ts';
export { agentReferenceSchema, findAgentId } from './agents/find-id.ts';
export { agentIdInputSchema, getAgent } from './agents/get.ts';
export { listAgentLabels, listLabelsInputSchema } from './agents/labels/list.ts';
export { moveAgentLabel } from './agents/labels/move.ts';
export { removeAgentLabel } from './agents/labels/remove.ts';
export { listAgents } from './agents/list.ts';
export { listAgentVersions } from './agents/list-versions.ts';
export { updateAgent, updateAgentInputSchema } from './agents/update.ts';
export { type SpecValidation, validateSpec, validateSpecInputSchema } from './agents/validate.ts';
export { type ApiKeyActor, type AuthenticatedKey, authenticateApiKey } from './api-keys/authenticate.ts';
export { createApiKey } from './api-keys/create.ts';
export { createKeyGuesses, type KeyGuesses } from './api-keys/key-guesses.ts';
export { looksLikeKey } from './api-keys/key-text.ts';
export { listApiKeys } from './api-keys/list.ts';
export { requireAddress } from './api-keys/require-address.ts';
export { apiKeyIdInputSchema, revokeApiKey } from './api-keys/revoke.ts';
export { rotateApiKey, rotateApiKeyVerbInputSchema } from './api-keys/rotate.ts';
export { updateApiKey, updateApiKeyVerbInputSchema } from './api-keys/update.ts';
export { countPendingApprovals } from './approvals/count-pending.ts';
export { decideApproval, decideApprovalVerbInputSchema } from './approvals/decide.ts';
export { expireApprovals } from './approvals/expire.ts';
export { approvalIdInputSchema, getApproval } from './approvals/get.ts';
export { listApprovals } from './approvals/list.ts';
export { exportAuditLog, exportAuditLogInputSchema } from './audit/export.ts';
export { listAuditEntries, listAuditEntriesInputSchema } from './audit/list.ts';
export { listAuditActors } from './audit/list-actors.ts';
export { type AuditedAct, recordAudit } from './audit/record.ts';
export { verifyAuditLog } from './audit/verify.ts';
export { accessTokenSeconds } from './auth/access-token-signer.ts';
export { allowedRedirect } from './auth/allowed-redirect.ts';
export {
  type AuthClient,
  type AuthContext,
  createAuthContext,
  type LocalAuthSettings,
} from './auth/auth-context.ts';
export { AuthError, type AuthErrorCode, isAuthError } from './auth/auth-error.ts';
export type { AuthFactor, AuthIdentity, AuthSession, AuthUser } from './auth/auth-user.ts';
export { type AuthPrincipal, authenticateSession } from './auth/authenticate-session.ts';
export { createAnonKey } from './auth/create-anon-key.ts';
export { ensureDemoUser } from './auth/ensure-demo-user.ts';
export { exchangeAuthCode } from './auth/exchange-auth-code.ts';
export { challengeFactor } from './auth/factors/challenge-factor.ts';
export { countRecoveryCodes } from './auth/factors/count-recovery-codes.ts';
export { type EnrolledFactor, enrollFactor } from './auth/factors/enroll-factor.ts';
export { removeRecoveryCodes } from './auth/factors/remove-recovery-codes.ts';
export { type RecoveryCodes, renewRecoveryCodes } from './auth/factors/renew-recovery-codes.ts';
export { unenrollFactor } from './auth/factors/unenroll-factor.ts';
export { verifyFactor } from './auth/factors/verify-factor.ts';
export { verifyRecoveryCode } from './auth/factors/verify-recovery-code.ts';
export { type AuthSecrets, generateAuthSecrets } from './auth/generate-auth-secrets.ts';
export { listOutbox, type OutboxMail } from './auth/list-outbox.ts';
export { listSessions } from './auth/list-sessions.ts';
export type { Mail, MailPort } from './auth/mail/mail-port.ts';
export { createOutboxMailPort } from './auth/mail/outbox-mail-port.ts';
export { pkcePrefix } from './auth/mail-one-time-token.ts';
export { finishOAuth, type OAuthOutcome } from './auth/oauth/finish-oauth.ts';
export { type OAuthProviders, oauthProviderNames } from './auth/oauth/oauth-provider.ts';
export { oauthProvidersFromEnv } from './auth/oauth/oauth-providers-from-env.ts';
export { startOAuth } from './auth/oauth/start-oauth.ts';
export { refreshSession } from './auth/refresh-session.ts';
export { createRemoteSessionStates } from './auth/remote-session-states.ts';
export { requestMagicLink } from './auth/request-magic-link.ts';
export { requestReauthentication } from './auth/request-reauthentication.ts';
export { requestRecovery } from './auth/request-recovery.ts';
export { resendMail } from './auth/resend-mail.ts';
export { revokeSession, revokeSessionInputSchema } from './auth/revoke-session.ts';
export type { SessionState, SessionStates } from './auth/session-state.ts';
export { createSessionStates } from './auth/session-states.ts';
export { signInWithPassword } from './auth/sign-in-with-password.ts';
export { signOut } from './auth/sign-out.ts';
export { signUp } from './auth/sign-up.ts';
export { sweepExpired } from './auth/sweep-expired.ts';
export { updateUser } from './auth/update-user.ts';
export {
  type AccessClaims,
  type AccessTokenRules,
  localAccessTokenKeys,
  remoteAccessTokenKeys,
  verifyAccessToken,
} from './auth/verify-access-token.ts';
export { type Verified, verifyOneTimeToken } from './auth/verify-one-time-token.ts';
export { cancelErasedSubscriptions } from './billing/cancel-erased-subscriptions.ts';
export { changePlan, previewPlan } from './billing/change-plan.ts';
export { exportEarnings } from './billing/export-earnings.ts';
export { getBilling } from './billing/get-billing.ts';
export { getCreatorAccount } from './billing/get-creator-account.ts';
export { getEarning } from './billing/get-earning.ts';
export { getEarnings } from './billing/get-earnings.ts';
export { getPayout } from './billing/get-payout.ts';
export { getPurchase } from './billing/get-purchase.ts';
export { listInvoices } from './billing/list-invoices.ts';
export { listPayouts } from './billing/list-payouts.ts';
export { listPurchases } from './billing/list-purchases.ts';
export { moveMoney } from './billing/move-money.ts';
export { openBillingPortal } from './billing/open-portal.ts';
export {
  listReconciliationDifferences,
  listReconciliations,
  startReconciliation,
} from './billing/operator-reconciliations.ts';
export { processStripeEvent } from './billing/process-stripe-event.ts';
export { purchaseTemplate } from './billing/purchase-template.ts';
export { receiveStripeEvent } from './billing/receive-stripe-event.ts';
export { reconcile, reconcileDaily } from './billing/reconcile.ts';
export { refundAsOperator } from './billing/refund-as-operator.ts';
export { refundForBrokenRun } from './billing/refund-broken-run.ts';
export { refundPurchase } from './billing/refund-purchase.ts';
export { sendDueTransfers } from './billing/send-due-transfers.ts';
export { settleStaleCheckouts } from './billing/settle-stale-checkouts.ts';
export { startOnboarding } from './billing/start-onboarding.ts';
export { startPlanCheckout } from './billing/start-plan-checkout.ts';
export {
  openStripe,
  type PlatformStripe,
  type StripeConfig,
  stripeConfigOf,
} from './billing/stripe-client.ts';
export { writeOffReceivable } from './billing/write-off.ts';
export { createInProcessBus } from './bus/in-process-bus.ts';
export { createRedisBus } from './bus/redis-bus.ts';
export type { RunBus, RunSignal } from './bus/run-bus.ts';
export type { CacheTally } from './cache/cache.ts';
export { warmSpecs } from './cache/warm-specs.ts';
export { addComment } from './comments/add.ts';
export { deleteComment } from './comments/delete.ts';
export { editComment } from './comments/edit.ts';
export { listComments } from './comments/list.ts';
export { markCommentsRead } from './comments/mark-read.ts';
export { resolveThread } from './comments/resolve-thread.ts';
export { startCommentThread } from './comments/start-thread.ts';
export { approveToolChange } from './connections/approve-tool-change.ts';
export { createConnection } from './connections/create.ts';
export { deleteConnection } from './connections/delete.ts';
export { connectionIdInputSchema, getConnection } from './connections/get.ts';
export { listConnections } from './connections/list.ts';
export { listToolChanges } from './connections/list-tool-changes.ts';
export { listConnectionTools } from './connections/list-tools.ts';
export { rewrapConnections } from './connections/rewrap.ts';
export { testConnection } from './connections/test.ts';
export { updateConnection, updateConnectionVerbInputSchema } from './connections/update.ts';
export { searchCounterexamples } from './counterexamples/search.ts';
export { createDashboardView } from './dashboard/create-view.ts';
export { dashboardViewIdInputSchema, deleteDashboardView } from './dashboard/delete-view.ts';
export { exportDashboard } from './dashboard/export.ts';
export { foldEndedRuns } from './dashboard/fold.ts';
export { getDashboard } from './dashboard/get.ts';
export { listDashboardViews } from './dashboard/list-views.ts';
export { updateDashboardView, updateDashboardViewVerbInputSchema } from './dashboard/update-view.ts';
export { watchDashboard } from './dashboard/watch.ts';
export { draftSpec } from './drafts/draft-spec.ts';
export { type Gateway, type GatewayOptions, openGateway } from './gateway/open-gateway.ts';
export { compareIdeas } from './ideas/compare.ts';
export { deleteIdea } from './ideas/delete.ts';
export { evaluateIdea } from './ideas/evaluate.ts';
export { getIdea } from './ideas/get.ts';
export { listIdeas } from './ideas/list.ts';
export { readSharedIdea } from './ideas/read-shared.ts';
export { shareIdea } from './ideas/share.ts';
export { unshareIdea } from './ideas/unshare.ts';
export { waitForIdea } from './ideas/wait.ts';
export { tryInvariant } from './invariants/try.ts';
export { acceptInvitation } from './invitations/accept.ts';
export { declineInvitation } from './invitations/decline.ts';
export { invite } from './invitations/invite.ts';
export { listInvitations } from './invitations/list.ts';
export { previewInvitation } from './invitations/preview.ts';
export { resendInvitation } from './invitations/resend.ts';
export { revokeInvitation } from './invitations/revoke.ts';
export { deleteDocument } from './knowledge/delete.ts';
export { documentIdInputSchema, getDocument } from './knowledge/get.ts';
export { indexDocument } from './knowledge/index-document.ts';
export { listDocuments } from './knowledge/list.ts';
export { reconcileDocuments } from './knowledge/reconcile.ts';
export { searchDocuments } from './knowledge/search.ts';
export { type UploadedFile, uploadDocument } from './knowledge/upload.ts';
export type { LivePeer, LiveSeat } from './live/live-room.ts';
export { type LiveRooms, openLiveRooms } from './live/live-rooms.ts';
export { openAgentDocument } from './live/open-document.ts';
export { makeLiveTicket, type OpenedTicket, readLiveTicket, useTicket } from './live/ticket.ts';
export { createTemplate } from './marketplace/create.ts';
export { deleteTemplate } from './marketplace/delete.ts';
export { deployTemplate } from './marketplace/deploy.ts';
export { executeTry, reconcileTries } from './marketplace/execute-try.ts';
export { checkFidelity } from './marketplace/fidelity.ts';
export { getListing, warmListings } from './marketplace/get-listing.ts';
export { getOwnTemplate, listOwnTemplates } from './marketplace/get-own.ts';
export { readLibrary } from './marketplace/library.ts';
export { moderateTemplate, readModerationQueue, resolveReport } from './marketplace/moderate.ts';
export { deletePicture, putPicture, readOwnPicture, readPicture } from './marketplace/pictures.ts';
export { publishVersion } from './marketplace/publish-version.ts';
export { reportTemplate } from './marketplace/report.ts';
export { retestTemplates } from './marketplace/retest.ts';
export { answerReview, deleteReview, listReviews, putReview, tellOfReview } from './marketplace/reviews.ts';
export { readMarketplaceFacets, searchTemplates } from './marketplace/search.ts';
export { applyTemplateUpdate, getTemplateUpdate } from './marketplace/template-update.ts';
export { getTry, listTries, tryTemplate } from './marketplace/tries.ts';
export { relistTemplate, unlistTemplate } from './marketplace/unlist.ts';
export { updateTemplate } from './marketplace/update.ts';
export { type ConnectionCounts, connectionsInUse } from './metrics/connections.ts';
export { getMetrics } from './metrics/get.ts';
export { type PlatformLoad, watchPlatformLoad } from './metrics/platform-load.ts';
export { explainRoute } from './models/explain.ts';
export { modelHealth } from './models/health.ts';
export { listModels } from './models/list.ts';
export { type OpenServices, openServices, type ServicesOptions } from './open-services.ts';
export { checkHealth, type HealthPart, isDatabaseUp } from './platform/check-health.ts';
export { getAccountState } from './privacy/account-state.ts';
export { applyRetention } from './privacy/apply-retention.ts';
export { deleteAccount } from './privacy/delete-account.ts';
export { downloadExport } from './privacy/download-export.ts';
export { getExport } from './privacy/get-export.ts';
export { getRetention } from './privacy/get-retention.ts';
export { keepAccount } from './privacy/keep-account.ts';
export { listExports } from './privacy/list-exports.ts';
export { previewRetention } from './privacy/preview-retention.ts';
export { readErasureReceipt } from './privacy/read-erasure-receipt.ts';
export { runDueErasures } from './privacy/run-due-erasures.ts';
export { setRetention } from './privacy/set-retention.ts';
export { startExport } from './privacy/start-export.ts';
export { sweepExports } from './privacy/sweep-exports.ts';
export { writeExport } from './privacy/write-export.ts';
export { addProviderKey } from './provider-keys/add.ts';
export { deleteProviderKey } from './provider-keys/delete.ts';
export { listProviderKeys } from './provider-keys/list.ts';
export { rewrapProviderKeys } from './provider-keys/rewrap.ts';
export { providerKeyIdInputSchema, testProviderKey } from './provider-keys/test.ts';
export { updateProviderKey, updateProviderKeyVerbInputSchema } from './provider-keys/update.ts';
export {
  type JobContext,
  type JobHandlers,
  type Queue,
  type QueueOptions,
  runQueue,
} from './queue/run-queue.ts';
export { defaultTeamShares, parseTeamShares, type TeamShares } from './queue/team-shares.ts';
export { createTeamSlots } from './queue/team-slots.ts';
export { getQuota } from './quotas/get.ts';
export { warnOfQuota } from './quotas/warn.ts';
export { countRequest, requireAdmitted, secondsOf } from './rate-limits/count-request.ts';
export { createMemoryRateLimits } from './rate-limits/memory-rate-limits.ts';
export type { RateDecision, RateLimits } from './rate-limits/rate-limits.ts';
export { getReceipt } from './receipts/get.ts';
export { listReceiptKeys } from './receipts/list-keys.ts';
export { verifyReceipt } from './receipts/verify.ts';
export { acceptPatch } from './reflection/accept.ts';
export { discardPatch } from './reflection/discard.ts';
export { getPatch } from './reflection/get.ts';
export { listPatches } from './reflection/list.ts';
export { proposePatch } from './reflection/propose.ts';
export { reconcilePatches } from './reflection/reconcile.ts';
export { reflect } from './reflection/reflect.ts';
export { workOnPatch } from './reflection/work-on-patch.ts';
export { cancelRun } from './runs/cancel.ts';
export { executeRunFairly } from './runs/execute-fairly.ts';
export { defaultRunTimings, type RunTimings } from './runs/execution/run-timings.ts';
export { getRun, runIdInputSchema } from './runs/get.ts';
export { listRuns } from './runs/list.ts';
export { listRunEvents, listRunEventsInputSchema } from './runs/list-events.ts';
export { reconcileRuns } from './runs/reconcile.ts';
export { type StartRunVerbInput, startRun, startRunVerbInputSchema } from './runs/start.ts';
export { waitForRun } from './runs/wait-for-run.ts';
export { watchRunEvents } from './runs/watch-events.ts';
export { createSchedule } from './schedules/create.ts';
export { deleteSchedule } from './schedules/delete.ts';
export { getSchedule, scheduleIdInputSchema } from './schedules/get.ts';
export { listSchedules } from './schedules/list.ts';
export { previewSchedule } from './schedules/preview.ts';
export { runDueSchedules } from './schedules/run-due.ts';
export { runScheduleNow } from './schedules/run-now.ts';
export { updateSchedule, updateScheduleVerbInputSchema } from './schedules/update.ts';
export {
  generateApiKeyPepper,
  generateMasterKey,
  generateReceiptKey,
} from './secrets/generate-platform-secrets.ts';
export {
  contextFor,
  noOrigin,
  type Origin,
  type ServiceContext,
  type Services,
  systemClock,
} from './service-context.ts';
export { chargeLostHoldsOfAll } from './spending/charge-lost-holds.ts';
export { getTeamPolicy } from './team-policy/get.ts';
export { setTeamPolicy } from './team-policy/set.ts';
export { getTeamSecurity } from './team-security/get.ts';
export { setTeamSecurity } from './team-security/set.ts';
export { changeRole } from './teams/change-role.ts';
export { chooseLanguage } from './teams/choose-language.ts';
export { closeShutTeams } from './teams/close-shut.ts';
export { createTeam } from './teams/create.ts';
export { deleteTeam } from './teams/delete.ts';
export { describeMe, type Me, type Membership } from './teams/describe-me.ts';
export { type EnteredTeam, enterTeam, type UserActor } from './teams/enter-team.ts';
export { eraseTeam } from './teams/erase.ts';
export { findTeamOf, findTeamOfInputSchema } from './teams/find-team-of.ts';
export { getTeam } from './teams/get.ts';
export { leaveTeam } from './teams/leave.ts';
export { listTeams, type TeamsOfPerson } from './teams/list.ts';
export { listMembers } from './teams/list-members.ts';
export { removeMember } from './teams/remove-member.ts';
export { renameTeam } from './teams/rename.ts';
export { restoreTeam, restoreTeamInputSchema } from './teams/restore.ts';
export { transferTeam } from './teams/transfer.ts';
export { welcomeTeam } from './teams/welcome.ts';
export { createTelemetry } from './telemetry/create-telemetry.ts';
export { type CaseFromRun, caseFromRun, caseFromRunInputSchema } from './test-evidence/case-from-run.ts';
export {
  type ComparedRun,
  compareTestRuns,
  compareTestRunsInputSchema,
  type TestRunComparison,
} from './test-evidence/compare.ts';
export { estimateTests, estimateTestsInputSchema, type TestsEstimate } from './test-evidence/estimate.ts';
export {
  getJudgeCalibration,
  type JudgeCalibration,
  judgeCalibrationInputSchema,
} from './test-evidence/judge-calibration.ts';
export {
  listToLabelInputSchema,
  listTrialsToLabel,
  type TrialToLabel,
} from './test-evidence/list-to-label.ts';
export { previewCases, previewCasesInputSchema } from './test-evidence/preview-cases.ts';
export {
  getTestFigures,
  getTestReport,
  getTestReportFile,
  type TestReportFile,
  testReportFileInputSchema,
  testReportInputSchema,
} from './test-evidence/report.ts';
export { saveCase, saveCaseInputSchema } from './test-evidence/save-case.ts';
export { batchTests, batchTestsVerbInputSchema } from './tests/batch.ts';
export { cancelTestRun } from './tests/cancel.ts';
export { deleteDataset, deleteDatasetInputSchema } from './tests/datasets/delete.ts';
export {
  datasetIdInputSchema,
  getDataset,
  listDatasetCases,
  listDatasetCasesInputSchema,
  listDatasets,
} from './tests/datasets/read.ts';
export { saveDataset } from './tests/datasets/save.ts';
export { deleteTestRun } from './tests/delete.ts';
export { testTimingsOf } from './tests/execute.ts';
export { executeTestsFairly } from './tests/execute-fairly.ts';
export { attest } from './tests/gates/attest.ts';
export { checkGate, gateInputSchema } from './tests/gates/check.ts';
export { retestWhatChanged } from './tests/gates/reconcile.ts';
export { getTestRun, testRunIdInputSchema } from './tests/get-status.ts';
export { getTest, testIdInputSchema } from './tests/get-test.ts';
export { labelTrial } from './tests/label-trial.ts';
export { listResults, listRunTests, listTestRuns } from './tests/list.ts';
export { reconcileTestRuns } from './tests/reconcile.ts';
export { runAgentTests, runAgentTestsVerbInputSchema } from './tests/run-agent-tests.ts';
export { runTest, runTestVerbInputSchema } from './tests/run-test.ts';
export { waitForTestRun, watchTestRun } from './tests/watch.ts';
export { deleteThread } from './threads/delete.ts';
export { getThread, getThreadVerbInputSchema, threadIdInputSchema } from './threads/get.ts';
export { listThreads } from './threads/list.ts';
export { createTrigger } from './triggers/create.ts';
export { deleteTrigger } from './triggers/delete.ts';
export { getTrigger, triggerIdInputSchema } from './triggers/get.ts';
export { listTriggers } from './triggers/list.ts';
export { listTriggerDeliveries } from './triggers/list-deliveries.ts';
export { receiveHook } from './triggers/receive.ts';
export { rewrapTriggers } from './triggers/rewrap.ts';
export { rotateTrigger, rotateTriggerVerbInputSchema } from './triggers/rotate.ts';
export { updateTrigger, updateTriggerVerbInputSchema } from './triggers/update.ts';
export { listUsage } from './usage/list.ts';
export { summarizeUsage } from './usage/summary.ts';
export { createWebhook } from './webhooks/create.ts';
export { deleteWebhook } from './webhooks/delete.ts';
export { deliverWebhook } from './webhooks/deliver.ts';
export { forgetOldWebhookEvents } from './webhooks/forget-old.ts';
export { getWebhook, webhookIdInputSchema } from './webhooks/get.ts';
export { getWebhookDelivery, webhookDeliveryIdInputSchema } from './webhooks/get-delivery.ts';
export { listWebhooks } from './webhooks/list.ts';
export { listWebhookDeliveries, listWebhookDeliveriesInputSchema } from './webhooks/list-deliveries.ts';
export { publishEvent } from './webhooks/publish.ts';
export { replayWebhookDelivery } from './webhooks/replay.ts';
export { rewrapWebhooks } from './webhooks/rewrap.ts';
export { rotateWebhookSecret, rotateWebhookSecretVerbInputSchema } from './webhooks/rotate-secret.ts';
export { testWebhook } from './webhooks/test.ts';
export { updateWebhook, updateWebhookVerbInputSchema } from './webhooks/update.ts';
