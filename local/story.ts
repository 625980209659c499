import { FAILED_BUILDS } from './failed-builds.ts';
import { shownMail } from './shown.ts';
import { shownMetrics } from './shown-metrics.ts';
import { setUpStage } from './stage.ts';

/** `npm start`: a short story, played through the functions as they would be deployed, against the embedded AWS. */

console.log('Packaging the functions as `sls deploy` would ...');
const { aws, push, finish, fail, wait, waitForSchedule, again, measure, tell, close } = await setUpStage();

const first = push('3f9c2ab17d04e5c6b8a9f0e1d2c3b4a5968778f1', 'Upgrade the base image', 'Li Wei');
await tell('A run starts');
fail(first, FAILED_BUILDS.rateLimit, 272);
const failure = await tell('Its build fails: a registry lets nobody pull for a while');
again(failure);
await tell('The same events are delivered a second time');
const minutes = await waitForSchedule();
await tell(
  `${minutes} minutes later the schedule fires, and the stage is retried (from here on, the e-mails only)`,
  shownMail,
);
finish(first, 'Compile', 251, { status: 'Succeeded' });
await tell('This time it is built, and somebody is asked for approval', shownMail);
finish(first, 'Approve', 600, { status: 'Succeeded', summary: 'Looks good' });
finish(first, 'Deploy', 95, { status: 'Succeeded', externalId: 'd-1A2B3C4D5' });
await tell('It is approved and deployed: the run has healed', shownMail);

wait(1500);
const second = push('0d4c7b1e92a8f3655e40c6d7b8a9101f2e3d4c5b', 'Round prices', 'Li Wei');
fail(second, FAILED_BUILDS.test, 190);
await tell('Another change breaks a test: one look, and no retry', shownMail);
const third = push('77e3a0c9d1b24f68a5e7c3b90d8f6a1e2c4b5d70', 'Round prices up', 'Li Wei');
fail(third, FAILED_BUILDS.permission, 230);
await tell('It is mended, but the build may not write to its bucket', shownMail);

const fourth = push('a81d90c4e2f36b5577c8d9e0f1a2b3c4d5e6f708', 'Pin the base image', 'Ana Costa');
fail(fourth, FAILED_BUILDS.rateLimit, 260);
await tell('The registry refuses again', shownMail);
for (const which of ['first', 'second']) {
  await waitForSchedule();
  fail(fourth, FAILED_BUILDS.rateLimit, 240);
  await tell(`The ${which} retry fails, too`, shownMail);
}

const fifth = push('c5b0e8d7f6a94132b8c7d6e5f4a3b2c1d0e9f8a7', 'Use the mirror', 'Ana Costa');
finish(fifth, 'Compile', 245, { status: 'Succeeded' });
await tell('A fix is built, and waits for approval', shownMail);
finish(fifth, 'Approve', 900, { status: 'Failed', summary: 'Not before the weekend' });
await tell('The approval is rejected, which is left alone', shownMail);

const reports = await measure();
console.log(`\n${'='.repeat(100)}\nOn the next Monday the metrics of the week are published\n`);
console.log(shownMetrics(aws.cloudWatch.points));
for (const mail of reports.flatMap((it) => shownMail(it) ?? [])) console.log(`\n${mail}`);

await close();
const { publications } = aws.sns;
console.log(
  `\nThat was it: ${publications.length} messages from ${aws.calls.length} calls of AWS, all of it on this machine.`,
);
