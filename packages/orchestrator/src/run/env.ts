/**
 * LangGraph hands every node to LangSmith when one of these is set in the environment, which then would
 * see the data of all tenants. This product has its own events, so tracing stays off for the process.
 */
export function disableVendorTracing(): void {
  for (const name of ['LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING_V2', 'LANGSMITH_TRACING']) {
    process.env[name] = 'false';
  }
  delete process.env.LANGCHAIN_TRACING;
  delete process.env.LANGCHAIN_VERBOSE;
}
