import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  approveCommand,
  deploymentCommand,
  retryBuildCommand,
  retryStageCommand,
  shellWord,
  stageStatesCommand,
  startRunCommand,
} from '../../../shared/domain/command.ts';
import { approvalFact, pipelineFact, PLACE, RUN } from '../../support/facts.ts';

describe('a shell word', () => {
  it('comes out of a real shell as it went in', () => {
    const words = [
      'plain-name',
      'two words',
      "it's",
      "''",
      '$(touch /tmp/x) `id` $HOME',
      'a"b\\c\\n%s',
      '!history; rm -rf / & | > *',
      '构建 🚀',
      '',
    ];

    const said = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`]);

    expect(said.toString('utf8').split('\0').slice(0, -1)).toEqual(words);
  });

  it('stays readable where quotes are not needed', () => {
    const arn = 'arn:aws:codepipeline:eu-west-1:111122223333:shop_1.x@y/Build';

    expect(shellWord(arn)).toBe(arn);
  });
});

describe('the command to copy', () => {
  it('retries the failed actions of a stage', () => {
    expect(retryStageCommand(pipelineFact(), 'Build it')).toBe(
      `aws codepipeline retry-stage-execution --pipeline-name checkout-pipeline --stage-name 'Build it' ` +
        `--pipeline-execution-id ${RUN} --retry-mode FAILED_ACTIONS --region eu-west-1`,
    );
  });

  it('names no Region where none is known', () => {
    expect(startRunCommand(pipelineFact({ place: {} }))).toBe(
      'aws codepipeline start-pipeline-execution --name checkout-pipeline',
    );
  });

  it.each([
    [stageStatesCommand(pipelineFact()), 'codepipeline get-pipeline-state --name checkout-pipeline'],
    [startRunCommand(pipelineFact()), 'codepipeline start-pipeline-execution --name checkout-pipeline'],
    [deploymentCommand(PLACE, 'd-1A2B3C4D5'), 'deploy get-deployment --deployment-id d-1A2B3C4D5'],
    [retryBuildCommand(PLACE, 'image-scan:4d7e'), 'codebuild retry-build --id image-scan:4d7e'],
  ])('%s', (command, wanted) => {
    expect(command).toBe(`aws ${wanted} --region eu-west-1`);
  });
});

describe('the command that approves', () => {
  it('lets the shell fetch the token, so that it stands in no message', () => {
    expect(approveCommand(approvalFact())).toBe(
      'aws codepipeline put-approval-result --pipeline-name checkout-pipeline --stage-name Release ' +
        '--action-name Approve --result status=Approved,summary=ok --region eu-west-1 --token "$(' +
        'aws codepipeline get-pipeline-state --name checkout-pipeline --region eu-west-1 --query "' +
        "stageStates[?stageName=='Release'].actionStates[]|[?actionName=='Approve']|[0].latestExecution.token" +
        '" --output text)"',
    );
  });

  it.each([
    ['no stage', { stage: undefined }],
    ['no action', { action: undefined }],
    ['a stage that could break out of its quotes', { stage: "x'] || `id`" }],
    ['an action that could break out of its quotes', { action: '$(id)' }],
  ])('is left out for %s', (_what, more) => {
    expect(approveCommand(approvalFact(more))).toBeUndefined();
  });
});
