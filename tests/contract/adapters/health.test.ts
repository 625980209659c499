import { Ajv } from 'ajv';
import { describe, expect, it, vi } from 'vitest';
import { emfHealth } from '../../../shared/adapters/emf-health.ts';
import { STOP_REASONS } from '../../../shared/domain/retry/decision.ts';
import type { Health } from '../../../shared/ports/health.ts';
import { NOON } from '../../support/aws.ts';

/**
 * What the log service demands of a line, as far as counts go:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const name = { type: 'string', minLength: 1, maxLength: 1024 };
const directive = {
  type: 'object',
  required: ['Namespace', 'Dimensions', 'Metrics'],
  properties: {
    Namespace: { type: 'string', pattern: '^[0-9A-Za-z._/#:-]{1,255}$' },
    Dimensions: { type: 'array', minItems: 1, items: { type: 'array', maxItems: 30, items: name } },
    Metrics: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['Name'], properties: { Name: name, Unit: { const: 'Count' } } },
    },
  },
};
const validate = new Ajv().compile({
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: { Timestamp: { type: 'integer' }, CloudWatchMetrics: { type: 'array', items: directive } },
    },
  },
});

interface Line {
  readonly [member: string]: unknown;
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

/** The metrics that the log service would make of what is told, as `Name{Dimension=value}=count`. */
function metricsOf(tell: (health: Health) => void): readonly string[] {
  const lines: string[] = [];
  tell(
    emfHealth(
      () => NOON,
      (line) => lines.push(line),
    ),
  );
  return lines.flatMap((text) => {
    const line = JSON.parse(text) as Line;
    expect(validate(line) || validate.errors).toBe(true);
    expect(line._aws.Timestamp).toBe(NOON);
    return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) => {
      expect(Namespace).toBe('Custom/CICD/Pipewatch');
      return Dimensions.flatMap((set) =>
        Metrics.map(
          ({ Name }) =>
            `${Name}{${set.map((it) => `${it}=${String(line[it])}`).join()}}=${String(line[Name])}`,
        ),
      );
    });
  });
}

describe("the suite's own health", () => {
  it.each(['retry', 'later', ...STOP_REASONS.filter((it) => it !== 'used-up')] as const)(
    'counts a decision by its reason: %s',
    (reason) => {
      expect(
        metricsOf((health) => {
          health.decided(reason);
        }),
      ).toEqual([`RetryDecisions{Reason=${reason}}=1`]);
    },
  );

  it('counts used-up retries apart too, for an alarm', () => {
    expect(
      metricsOf((health) => {
        health.decided('used-up');
      }),
    ).toEqual(['RetryDecisions{Reason=used-up}=1', 'RetriesUsedUp{}=1']);
  });

  it('counts what has happened, without dimensions', () => {
    const tell = (health: Health): void => {
      health.retryStarted();
      health.healed();
      health.breakerOpened();
    };

    expect(metricsOf(tell)).toEqual(['RetriesStarted{}=1', 'HealedByRetry{}=1', 'BreakerOpenings{}=1']);
  });

  it('goes to standard output as a line of JSON and nothing else', () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    emfHealth(() => NOON).healed();
    const texts = written.mock.calls.map(([text]) => String(text));
    written.mockRestore();

    expect(texts).toEqual([expect.stringMatching(/^\{.*"HealedByRetry":1\}\n$/u)]);
  });
});
