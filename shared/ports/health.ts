import type { Decision } from '../domain/retry/decision.ts';
import type { MissingReason } from '../domain/lookup.ts';
import type { StopReason } from '../domain/retry/decision.ts';

/** The suite's own health, in the namespace Custom/CICD/Pipewatch, without a pipeline's name. */
export interface Health {
  /** One decision, by its reason to stop or by what is done. */
  decided(what: StopReason | Exclude<Decision['do'], 'stop'>): void;
  retryStarted(): void;
  /** A stage went green after a retry. */
  healed(): void;
  breakerOpened(): void;
}

/** The same of dora. */
export interface DoraHealth {
  /** A run has published the metrics. */
  published(): void;
  /** A pipeline's history could not be read. */
  unread(reason: MissingReason): void;
}
