import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Result, StageRetryMode, UpdatePipelineInput$ } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { isInstalled, KIT } from './kit.ts';
import { problemsIn } from './shapes.ts';

describe.skipIf(!isInstalled('jq'))('update-pipeline.jq', () => {
  const stages = ['Source', 'Build', 'Deploy'].map((name) => ({
    name,
    actions: [
      { name, actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' } },
    ],
    ...(name === 'Deploy' ? { onFailure: { result: 'ROLLBACK' } } : {}),
  }));
  const answer = {
    pipeline: {
      name: 'app',
      roleArn: 'arn:aws:iam::111122223333:role/app',
      pipelineType: 'V1',
      version: 7,
      stages,
    },
    metadata: { pipelineArn: 'arn:aws:codepipeline:eu-west-1:111122223333:app' },
  };
  const edit = (args: readonly string[], input: unknown = answer) =>
    spawnSync('jq', [...args, '--from-file', join(KIT, 'update-pipeline.jq')], {
      input: JSON.stringify(input),
      encoding: 'utf8',
    });
  const edited = (args: readonly string[], input?: unknown) =>
    JSON.parse(edit(args, input).stdout) as { pipeline: typeof answer.pipeline };

  it('makes the input of UpdatePipeline: V2, without metadata, all else as it was', () => {
    const result = edited(['--arg', 'retry', 'Build', '--arg', 'rollback', 'Deploy']);

    expect(problemsIn(UpdatePipelineInput$, result)).toEqual([]);
    expect(result).toEqual({
      pipeline: {
        ...answer.pipeline,
        pipelineType: 'V2',
        stages: [
          stages[0],
          {
            ...stages[1],
            onFailure: {
              result: Result.RETRY,
              retryConfiguration: { retryMode: StageRetryMode.FAILED_ACTIONS },
            },
          },
          { ...stages[2], onFailure: { result: Result.ROLLBACK } },
        ],
      },
    });
  });

  it('changes nothing the second time', () => {
    const once = edited(['--arg', 'retry', 'Build']);

    expect(edited(['--arg', 'retry', 'Build'], once)).toEqual(once);
  });

  it('takes onFailure away', () => {
    expect(edited(['--arg', 'plain', 'Deploy']).pipeline.stages[2]).not.toHaveProperty('onFailure');
  });

  it.each([
    [[], 'name a stage'],
    [['--arg', 'retry', 'Test'], 'there is no stage Test'],
    [['--arg', 'rollback', 'Source'], 'does not roll back the source stage'],
    [['--arg', 'retry', 'Build', '--arg', 'plain', 'Build'], 'named twice'],
  ])('refuses %j', (args, says) => {
    const { status, stdout, stderr } = edit(args);

    expect({ status, stdout }).toEqual({ status: 5, stdout: '' });
    expect(stderr).toContain(says);
  });
});
