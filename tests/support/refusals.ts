/** How calls fail: the fault that is set, and the reason and the code with which an adapter says so. */
export const REFUSALS = [
  ['denied', 'denied', 'AccessDeniedException'],
  ['throttled', 'throttled', 'ThrottlingException'],
  ['internal', 'failed', 'InternalServerError'],
  ['reset', 'failed', 'ECONNRESET'],
  ['lost-answer', 'failed', 'ECONNRESET'],
  ['slow', 'slow', 'ETIMEDOUT'],
] as const;
