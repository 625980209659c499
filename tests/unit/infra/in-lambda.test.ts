import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../../infra/in-lambda.js';

const setting = {
  environmentVariableSelector: (environment: NodeJS.ProcessEnv) => environment['AWS_SETTING'],
  default: 'otherwise',
};

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("a setting of the SDK's", () => {
  it('comes from the environment, at its first use and never again', async () => {
    const read = loadConfig(setting);
    vi.stubEnv('AWS_SETTING', 'wanted');
    await expect(read()).resolves.toBe('wanted');

    vi.stubEnv('AWS_SETTING', 'changed');
    await expect(read()).resolves.toBe('wanted');
  });

  it.each([
    ['a value', 'otherwise'],
    ['what gives one', () => 'otherwise'],
    ['what gives one later', () => Promise.resolve('otherwise')],
  ])('is its default where the environment has none: %s', async (_, otherwise) => {
    await expect(loadConfig({ ...setting, default: otherwise })()).resolves.toBe('otherwise');
  });

  it("is its default, as the SDK's own is, where the environment has one that cannot be", async () => {
    const broken = () => {
      throw new Error('AWS_SETTING is neither true nor false');
    };

    await expect(loadConfig({ ...setting, environmentVariableSelector: broken })()).resolves.toBe(
      'otherwise',
    );
  });
});
