export { appendDocumentUpdate } from './append-document-update.ts';
export { compactAgentDocument } from './compact-agent-document.ts';
export { insertAgentDocument } from './insert-agent-document.ts';
export { insertLiveTicket, type NewLiveTicket, useLiveTicket } from './live-tickets.ts';
export { lockAgentDocument } from './lock-agent-document.ts';
export { type AgentDocumentRow, readAgentDocument } from './read-agent-document.ts';
export { selectVersionTexts } from './select-version-texts.ts';
export { setDocumentBase } from './set-document-base.ts';
