/** Every log line's code; queries and alarms build on them. */
export const LOG = {
  published: 'MESSAGE_PUBLISHED',
  silent: 'NO_MESSAGE_WANTED',
  duplicate: 'FACT_ALREADY_TOLD',
  underWay: 'FACT_BEING_TOLD',
  storeFailed: 'IDEMPOTENCY_STORE_FAILED',
  lookupMissing: 'LOOKUP_MISSING',
  severityNotKept: 'SEVERITY_NOT_KEPT',
  diagnosisFailed: 'DIAGNOSIS_FAILED',
  decided: 'RETRY_DECIDED',
  healed: 'HEALED_BY_RETRY',
  passedOver: 'SCHEDULE_PASSED_OVER',
  newState: 'STATE_NOT_KNOWN',
  failed: 'HANDLER_FAILED',
} as const;
