export { enqueueBrokenPromise, selectBrokenPromise } from './broken-promises.ts';
export {
  type DeploymentRow,
  insertDeployment,
  listDeploymentsWith,
  listOwnedTemplates,
  listRootDeployments,
  type OwnedTemplateRow,
  ownsTemplate,
  selectDeployment,
  selectTemplateRelease,
  updateDeployment,
} from './deployments.ts';
export {
  insertTemplateReport,
  listOpenReports,
  listTemplatesToModerate,
  listTemplatesToRetest,
  type OpenReport,
  resolveTemplateReport,
  teamOfTemplate,
  type WaitingTemplate,
} from './moderation.ts';
export {
  deleteTemplateDraft,
  insertTemplate,
  type ListingFields,
  listTemplates,
  lockTemplate,
  selectTemplate,
  setTemplateParent,
  setTemplateStatus,
  updateTemplate,
} from './own-templates.ts';
export {
  deleteTemplatePicture,
  listTemplatePictures,
  type PictureBody,
  putTemplatePicture,
  selectOwnTemplatePicture,
  selectTemplatePicture,
  type TemplatePicture,
} from './pictures.ts';
export {
  answerReview,
  deleteReview,
  listOwnReviews,
  listReviews,
  putReview,
  type ReviewRow,
  selectReviewToTell,
} from './reviews.ts';
export type { TemplateContent, TemplateRelease, TemplateRow, TemplateVersionRow } from './rows.ts';
export {
  type FacetsRow,
  searchTemplates,
  selectMarketplaceFacets,
  selectTemplatePage,
  type TemplateHit,
  type TemplateSearch,
} from './search-templates.ts';
export {
  claimTry,
  finishTry,
  insertTry,
  listStaleTries,
  listTries,
  selectTry,
  type TryRow,
} from './tries.ts';
export {
  insertTemplateVersion,
  listTemplateVersion,
  listTemplateVersions,
  type NewTemplateVersion,
  type PublishedText,
  putTemplateEvidence,
  selectTemplateContents,
  selectTemplateVersion,
  selectVersionsToPublish,
  setTemplateRetest,
  setTemplateVersionStatus,
} from './versions.ts';
