import type { Endpoints } from './endpoints.ts';

export interface AgentBrief {
  id: string;
  name: string;
  title: string;
  version: number;
}

export interface RunBrief {
  run_id: string;
  thread_id: string;
  status: string;
  output: unknown;
}

export interface TemplateBrief {
  id: string;
  status: string;
  title: string;
}

export interface ApprovalBrief {
  id: string;
  run_id: string;
}

/** The part of the REST API that sets scenes and checks what a page did. */
export interface Api {
  agents(): Promise<AgentBrief[]>;
  /** With the text of its newest version. */
  agent(id: string): Promise<AgentBrief & { spec: string }>;
  createAgent(spec: string): Promise<AgentBrief>;
  updateAgent(id: string, spec: string): Promise<AgentBrief>;
  /** Resolves when the run has ended. */
  runAgent(id: string, query: string, threadId?: string): Promise<RunBrief>;
  /** Resolves when it is queued. */
  startRun(id: string, query: string): Promise<RunBrief>;
  run(id: string): Promise<RunBrief>;
  runs(): Promise<RunBrief[]>;
  /** What waits for an answer. */
  approvals(): Promise<ApprovalBrief[]>;
  createApiKey(name: string): Promise<{ id: string; secret: string }>;
  setBudget(monthlyUsd: number): Promise<void>;
  uploadDocument(name: string, text: string): Promise<{ id: string; status: string }>;
  /** Runs the tests of the spec and has what they say signed. */
  testAndAttest(agentId: string): Promise<void>;
  /** A draft of a listing. */
  createTemplate(listing: Record<string, unknown>): Promise<TemplateBrief>;
  /** Of the newest version of its agent; what it loosens is said in the listing. */
  publishTemplate(id: string, changelog?: string): Promise<TemplateBrief>;
  /** By an operator. */
  approveTemplate(id: string): Promise<void>;
  template(id: string): Promise<TemplateBrief>;
  /** Gets one that costs nothing. */
  takeTemplate(id: string): Promise<void>;
  deployTemplate(id: string): Promise<{ agent_id: string; name: string }>;
  reportTemplate(id: string, details: string): Promise<void>;
  purchases(): Promise<{ status: string }[]>;
}

export function apiOf({ api_url }: Endpoints, accessToken: string): Api {
  async function call<T>(method: string, path: string, body?: unknown, headers = {}): Promise<T> {
    const response = await fetch(`${api_url}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return answerOf<T>(response);
  }
  /** The product tells how far a run of tests is until it has ended, and then no more. */
  async function untilTestsEnded(runId: string): Promise<void> {
    const response = await fetch(`${api_url}/v1/test/status/${runId}`, {
      headers: { authorization: `Bearer ${accessToken}`, accept: 'text/event-stream' },
    });
    const told = await response.text();
    if (!told.includes('"finished"')) throw new Error(`The tests did not end: ${told.slice(-500)}`);
  }
  return {
    agent: (id) => call('GET', `/agents/${id}`),
    agents: async () => (await call<{ items: AgentBrief[] }>('GET', '/agents?limit=100')).items,
    createAgent: (spec) => call('POST', '/agents', { spec }),
    updateAgent: (id, spec) => call('PUT', `/agents/${id}`, { spec }),
    runAgent: (id, query, thread_id) => call('POST', `/agents/${id}/run`, { query, thread_id }),
    uploadDocument: (name, text) => call('POST', '/documents', { name, text }),
    testAndAttest: async (agentId) => {
      const { run_id } = await call<{ run_id: string }>('POST', `/agents/${agentId}/tests/run`, {});
      await untilTestsEnded(run_id);
      await call('POST', `/agents/${agentId}/attestations`, {});
    },
    createTemplate: (listing) => call('POST', '/templates', listing),
    publishTemplate: (id, changelog) =>
      call('POST', `/templates/${id}/versions`, { accept_loosening: true, changelog }),
    approveTemplate: async (id) => {
      await call('POST', `/operator/marketplace/templates/${id}`, { decision: 'approve' });
    },
    template: (id) => call('GET', `/templates/${id}`),
    takeTemplate: async (id) => {
      await call('POST', `/marketplace/templates/${id}/purchase`, {});
    },
    deployTemplate: (id) => call('POST', `/marketplace/templates/${id}/deploy`, { accept_gaps: true }),
    reportTemplate: async (id, details) => {
      await call('POST', `/marketplace/templates/${id}/report`, { reason: 'misleading', details });
    },
    purchases: async () => (await call<{ items: { status: string }[] }>('GET', '/purchases')).items,
    startRun: (id, query) => call('POST', `/agents/${id}/run`, { query }, { prefer: 'respond-async' }),
    run: (id) => call('GET', `/runs/${id}`),
    approvals: async () => (await call<{ items: ApprovalBrief[] }>('GET', '/approvals')).items,
    createApiKey: (name) => call('POST', '/api-keys', { name, scopes: ['runs:read', 'runs:write'] }),
    setBudget: async (monthlyUsd) => {
      await call('PUT', '/team/policy', { monthly_budget_usd: monthlyUsd });
    },
    runs: async () => (await call<{ items: RunBrief[] }>('GET', '/runs?limit=100')).items,
  };
}

/** Guarantees nothing itself: that the API answers in its published shapes is what its own tests prove. */
async function answerOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
