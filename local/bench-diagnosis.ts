import { startAws } from './aws/server.ts';
import type { TracedCall } from './aws/server.ts';
import { FAILED_BUILDS, putFailedBuild } from './failed-builds.ts';
import { startLambda } from './lambda.ts';
import { environmentOf, LOCAL, packageService, unpack } from './package.ts';
import { classify } from '../shared/domain/diagnosis/classify.ts';
import { readLog } from '../shared/domain/diagnosis/log.ts';
import { RULES } from '../shared/domain/diagnosis/rules/rules.ts';
import type { Outcome } from './aws/pipeline-model.ts';

/** Second part of `npm run bench`: the calls of notify and how deep they go, and what a huge line costs. */

const LATENCY_MS = 20;
const LIMIT_OF_A_LINE_MS = 50;
const PIPELINE = 'checkout-pipeline';
const BUILD = 'checkout-build:6b1f8a52-93d4-4c0e-8f7a-2d5b61c3e904';
const DEPLOYMENT = 'd-1A2B3C4D5';

const built = await packageService('local');
const environment = environmentOf(built, 'notify');
const { TOPIC_ARN: topicArn = '', TABLE_NAME: tableName = '' } = environment;
let clock = Date.parse('2026-11-23T08:00:00Z');
const now = (): number => (clock += 1000);
const aws = await startAws({ region: LOCAL.Region, topicArn, tableName, now, latencyMs: LATENCY_MS });
const lambda = startLambda(unpack(built, 'notify'), { ...environment, ...aws.env });
const events: Readonly<Record<string, unknown>>[] = [];
aws.onEvent((event) => events.push(event));

console.log(`\nAWS calls of notify in all, of its diagnosis, and how many of them one after another`);
await measure('STARTED', 'CodeBuild', undefined);
await measure('SUCCEEDED', 'CodeBuild', { status: 'Succeeded' });
await measure(
  'FAILED: a build',
  'CodeBuild',
  putFailedBuild(aws, FAILED_BUILDS.test, { id: BUILD, region: LOCAL.Region, now: clock }),
);
aws.codeBuild.putBatch(BUILD, {
  status: 'FAILED',
  groups: [{ identifier: 'linux', status: 'FAILED', build: BUILD }],
  logConfig: { cloudWatchLogs: { status: 'ENABLED' } },
});
await measure('FAILED: a batch', 'CodeBuild', { status: 'Failed', externalId: `build-batch/${BUILD}` });
aws.codeDeploy.putDeployment(DEPLOYMENT, {
  status: 'Failed',
  errorInformation: { code: 'HEALTH_CONSTRAINTS', message: 'too few' },
});
aws.codeDeploy.putTarget(DEPLOYMENT, {
  type: 'InstanceTarget',
  id: 'i-0abc',
  status: 'Failed',
  events: [{ name: 'ValidateService', status: 'Failed' }],
});
await measure('FAILED: a deployment', 'CodeDeploy', { status: 'Failed', externalId: DEPLOYMENT });
aws.logs.putLog('/aws/codepipeline/checkout', 'commands', ['npm error code E404']);
const logStreamArn = `arn:aws:logs:${LOCAL.Region}:${LOCAL.AccountId}:log-group:/aws/codepipeline/checkout:log-stream:commands`;
await measure('FAILED: commands', 'Commands', { status: 'Failed', externalId: logStreamArn, logStreamArn });
await measure('FAILED: a function', 'Lambda', { status: 'Failed', code: 'JobFailed', summary: 'no' });
await lambda.close();
await aws.close();

console.log(`\nOne line of 1 MB: to read, redact, classify; at most ${LIMIT_OF_A_LINE_MS} ms are wanted`);
const lines = {
  'one letter': 'a'.repeat(1_000_000),
  'blanks and an error': `${' '.repeat(999_000)}npm error code E404`,
  'half a pattern, again and again': 'error connecting to '.repeat(50_000),
  escapes: '\u001B[31m'.repeat(200_000),
  'carriage returns': 'Downloading 1%\r'.repeat(66_000),
  'an assignment, again and again': 'TOKEN='.repeat(166_000),
};
for (const [name, message] of Object.entries(lines)) {
  const times = Array.from({ length: 9 }, () => {
    const from = performance.now();
    const output = readLog([{ at: 0, message }]).map(({ text }) => text);
    classify({ codes: [], phases: [], messages: [], output, earlier: [] }, { user: [], own: RULES });
    return performance.now() - from;
  }).sort((a, b) => a - b);
  console.log(
    `${name.padEnd(34)} median ${(times[4] ?? NaN).toFixed(2).padStart(7)} ms, most ${(times[8] ?? NaN).toFixed(2).padStart(7)} ms`,
  );
}

/** Lets a run start and its action end as told, hands the last event of the pipeline to notify, and prints the calls. */
async function measure(title: string, provider: string, outcome: Outcome | undefined): Promise<void> {
  aws.pipelines.define({
    name: PIPELINE,
    arn: `arn:aws:codepipeline:${LOCAL.Region}:${LOCAL.AccountId}:${PIPELINE}`,
    stages: [
      {
        name: 'Work',
        actions: [{ name: 'Do', category: provider === 'CodeDeploy' ? 'Deploy' : 'Build', provider }],
      },
    ],
  });
  const id = aws.pipelines.start(PIPELINE);
  if (outcome) aws.pipelines.finish(id, 'Do', outcome);
  const event = events.filter((it) => String(it['detail-type']).includes('Pipeline Execution')).at(-1);
  aws.trace.length = 0;
  await lambda.invoke(event);
  const lookUps = aws.trace.filter(({ operation }) => !/^(?:dynamodb|sns):/u.test(operation));
  const diagnosis = lookUps.filter(({ operation }) =>
    /^(?:codebuild|logs|codedeploy):|ListActionExecutions|ListRuleExecutions/u.test(operation),
  );
  console.log(
    `${title.padEnd(22)} ${aws.trace.length} calls, ${diagnosis.length} of the diagnosis, ${depthOf(diagnosis)} deep: ${aws.trace.map(({ operation }) => operation).join(', ')}`,
  );
}

/** The longest chain of calls each of which began after the one before had been answered. */
function depthOf(calls: readonly TracedCall[]): number {
  const depths = new Map<TracedCall, number>();
  for (const call of calls) {
    const before = calls.filter(({ to }) => to <= call.from).map((it) => depths.get(it) ?? 0);
    depths.set(call, 1 + Math.max(0, ...before));
  }
  return Math.max(0, ...depths.values());
}
