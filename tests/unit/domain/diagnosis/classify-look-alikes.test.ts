import { describe, expect, it } from 'vitest';
import { classify } from '../../../../shared/domain/diagnosis/classify.ts';
import { RULES } from '../../../../shared/domain/diagnosis/rules/rules.ts';
import { because, UNKNOWN } from './because.ts';

describe('an image that cannot be pulled', () => {
  const PULL = "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE: Unable to pull customer's container image.";

  it.each([
    `${PULL} toomanyrequests: You have reached your pull rate limit.`,
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): 429 Too Many Requests',
    'Failed to pull image "web:9": toomanyrequests: You have reached your pull rate limit.',
  ])('is transient with a rate limit: %s', (line) => {
    expect(because({ output: [line] })).toMatchObject({ class: 'transient', kind: 'registry-rate-limit' });
    expect(because({ phases: [`PROVISIONING FAILED: ${line}`] })).toMatchObject({ class: 'transient' });
  });

  it.each([
    `${PULL} manifest unknown`,
    `${PULL} dial tcp 192.0.2.7:443: i/o timeout`,
    'CannotPullContainerError: Get "https://registry.example.com/v2/": net/http: TLS handshake timeout',
    'pod/web-5d8f   0/1   ImagePullBackOff   0   4m',
  ])('is permanent else: %s', (line) => {
    expect(because({ output: [line] })).toMatchObject({ class: 'permanent', kind: 'image' });
  });

  it('is network trouble where a command of the build pulls it', () => {
    const line =
      'Error response from daemon: Get "https://registry.example.com/v2/": net/http: TLS handshake timeout';

    expect(because({ output: [line] })).toMatchObject({ class: 'transient', kind: 'network' });
  });
});

describe('what only looks like trouble of the network', () => {
  it.each([
    'Error: connect ECONNREFUSED 127.0.0.1:5432',
    'Error: connect ECONNREFUSED ::1:6379',
    'Error: connect ETIMEDOUT 10.0.3.7:443',
    "MaxRetryError: HTTPConnectionPool(host='localhost', port=8080): Max retries exceeded with url: /",
    'Error: getaddrinfo ENOTFOUND postgres',
    'dial tcp db.example.com:5432: i/o timeout',
    'FAILED tests/test_client.py::test_reset - ConnectionResetError: Connection reset by peer',
    '  ✕ tries again when the connection is reset (ECONNRESET) (5 ms)',
    "AssertionError: expected 'ETIMEDOUT' to equal 'ECONNRESET'",
    'Health checks failed with these codes: [503]',
  ])('is not transient: %s', (line) => {
    expect(because({ output: [line] }).class).not.toBe('transient');
  });

  it.each([
    '    at connResetException (node:internal/errors:720:14) ECONNRESET',
    '  ✓ tries again after ECONNRESET (5 ms)',
    'tests/test_client.py::test_connection_reset PASSED [ 50%]',
    '+ curl --retry 3 https://example.com || echo "Connection reset by peer"',
    '  > 12 |   throw new Error("socket hang up")',
    '[Container] 2026/01/02 03:04:05.678901 Running command grep "Access Denied" build.log',
  ])('says nothing: %s', (line) => {
    expect(because({ output: [line] })).toEqual(UNKNOWN);
  });

  it('is what a test kind is that the user calls transient', () => {
    const flaky = RULES.map((rule) =>
      rule.kind === 'test' ? { ...rule, class: 'transient' as const } : rule,
    );
    const evidence = {
      codes: [],
      phases: [],
      messages: [],
      output: [' FAIL  src/cart.test.ts'],
      earlier: [],
    };

    expect(classify(evidence, { user: [], own: flaky })).toMatchObject({ class: 'transient', kind: 'test' });
  });
});
