import fc from 'fast-check';
import type { End } from './calm.ts';
import { CALM, FAULTS, PEOPLE, RUNNING } from './play.ts';
import type { Doing, Step } from './play.ts';
import type { Schedule } from './runs.ts';

type Steps = fc.Arbitrary<readonly Step[]>;

const one = (...doings: readonly Doing[]): Steps =>
  fc.record({ doing: fc.constantFrom(...doings), which: fc.nat(30) }).map((step) => [step]);
const soon: Steps = fc.nat(6).map((which) => [{ doing: 'wait', which }]);
const times = (steps: Steps, minLength: number, maxLength = minLength): Steps =>
  fc.array(steps, { minLength, maxLength, size: 'max' }).map((it) => it.flat());
const inTurn = (...steps: readonly Steps[]): Steps => fc.tuple(...steps).map((it) => it.flat());

/** Both builds end, most often badly. */
const ENDS = times(
  one('fail network', 'fail network', 'fail network', 'fail unknown', 'fail test', 'fail stopped', 'pass'),
  2,
);
const GREEN = times(one('pass'), 2);
/** What was told is answered. */
const ANSWER = inTurn(times(one('deliver'), 1, 2), one('run'));
/** An invocation that looks at a failure, or that is to retry, gets so far, and is then left for a while. */
const NEW = inTurn(one('deliver'), times(one('call newest'), 0, 12));
const DUE = inTurn(ANSWER, soon, one('deliver'), times(one('call newest'), 4, 13));
const PART = fc.oneof(NEW, DUE, DUE);
const REST = inTurn(times(one('call newest'), 0, 25), one('run'));
const ANEW = inTurn(one('start'), one('pass'), ENDS);

/** What is rare by chance and matters: whole stories, with chance in their details. */
const STORIES: Readonly<Record<string, Steps>> = {
  'it fails again after a retry': inTurn(ANSWER, soon, ANSWER, ENDS),
  'its attempts are shown late': inTurn(
    one('by hand', 'run'),
    ENDS,
    one('deliver'),
    one('call newest'),
    one('lag'),
    times(one('call newest'), 1, 4),
    REST,
  ),
  'it fails again after a retry by hand': inTurn(one('by hand'), soon, ENDS),
  'somebody is faster': inTurn(PART, one('by hand'), ENDS, REST),
  'somebody is faster, and that is answered first': inTurn(
    one('deliver'),
    times(one('call newest'), 1, 4),
    one('by hand'),
    ENDS,
    one('deliver'),
    times(one('call newest'), 10, 25),
    one('run'),
  ),
  'somebody retries between two reads': inTurn(
    one('deliver'),
    one('call newest'),
    one('by hand'),
    one('fail network'),
    times(one('call newest'), 8, 14),
    one('run'),
    one('wait'),
    ANSWER,
  ),
  'somebody does something meanwhile': inTurn(PART, one(...PEOPLE), REST),
  'it takes long': inTurn(
    ANSWER,
    soon,
    one('deliver'),
    times(one('call newest'), 7, 9),
    times(inTurn(one('tick'), one('call newest')), 1, 3),
    REST,
  ),
  'two at once': inTurn(PART, times(one('tick'), 0, 1), one('duplicate', 'deliver'), REST),
  'an answer is lost': inTurn(DUE, one('answer lost', 'call fails', 'function dies'), REST),
  'an outage elsewhere': inTurn(one('outage'), one('wait'), ANSWER),
  'a call takes long': inTurn(
    ANSWER,
    soon,
    one('deliver'),
    times(one('call newest'), 9, 11),
    one('tick'),
    one('duplicate'),
    REST,
  ),
  'told twice': inTurn(ANSWER, one('duplicate'), one('run')),
  'a person changes her mind': inTurn(
    PART,
    one('close', 'pause'),
    REST,
    one('open', 'resume'),
    one('duplicate'),
  ),
  'the same change again': inTurn(ANEW, ANSWER, soon, ANSWER, ENDS),
  'the deployment fails': inTurn(one('by hand'), GREEN, one('fail network', 'fail unknown')),
  'it is rolled back': inTurn(one('by hand'), times(one('pass'), 3), one('roll back'), one('fail network')),
  'it is overtaken': inTurn(
    one('close deploy'),
    one('by hand'),
    GREEN,
    one('start'),
    times(one('pass'), 3),
    ANSWER,
  ),
  'it is stopped': inTurn(one('by hand'), one('stop', 'abandon'), ENDS, ANSWER),
  'a condition is not met': inTurn(one('by hand'), GREEN, one('break'), ANSWER),
  'the structure changes while it runs': inTurn(one('by hand'), one('define'), GREEN, soon, ANSWER),
};

const ANYTHING = fc.oneof(
  { weight: 20, arbitrary: one(...CALM) },
  { weight: 5, arbitrary: one(...RUNNING) },
  { weight: 3, arbitrary: one(...FAULTS) },
  { weight: 1, arbitrary: one(...PEOPLE) },
);

/** What comes between the failure of a stage that is to be rolled back and the end of it. */
export const WHILE_ROLLED_BACK: Steps = times(
  fc.oneof(
    times(ANYTHING, 1, 15),
    inTurn(
      one('deliver'),
      times(one('call newest'), 4, 12),
      one('lag', 'by hand', 'tick', 'start', 'close deploy', 'fail unknown'),
      times(one('call newest'), 0, 4),
      one('fail unknown', 'tick', 'call newest'),
      REST,
    ),
    inTurn(
      one('deliver'),
      times(one('call newest'), 9, 12),
      one('function dies', 'answer lost', 'call fails'),
      one('wait', 'run'),
      one('duplicate'),
      REST,
    ),
    inTurn(ANSWER, one('by hand'), one('fail unknown', 'fail test'), ANSWER),
  ),
  0,
  4,
);

const END: fc.Arbitrary<End> = fc.constantFrom('network', 'network', 'network', 'unknown', 'test', 'pass');

/** Stories with anything in between, and actions that go on failing for a while. */
export const SCHEDULES: fc.Arbitrary<Schedule> = fc.record({
  steps: times(
    fc.oneof(
      { weight: 1, arbitrary: times(ANYTHING, 1, 15) },
      { weight: 2, arbitrary: fc.oneof(...Object.values(STORIES)) },
    ),
    0,
    8,
  ),
  ends: fc.array(END, { maxLength: 8 }),
});
