import * as z from 'zod/mini';
import { WEEKDAYS } from '../domain/settings.ts';
import { oneOf, section, text, whole } from './allowed.ts';
import { mayRunOn, SCHEDULE } from './schedule.ts';

const name = '[A-Za-z0-9.@_-]';
const pattern = text(
  new RegExp(`^(?!.*\\*\\*)(?:${name}|\\*){1,100}$`, 'u'),
  'a pipeline name of letters, digits, . @ _ -, where * stands for anything',
);
const stage = text(new RegExp(`^${name}{1,100}$`, 'u'), 'a stage name of letters, digits, . @ _ -');
const schedule = text(SCHEDULE, 'a schedule such as rate(1 day) or cron(0 6 * * ? *), in UTC');

/** The section `dora` of config.yml. */
export const doraSection = section({
  enabled: z._default(z.boolean('true or false'), true),
  schedule: z._default(schedule, 'cron(0 6 * * ? *)'),
  windowDays: z._default(whole(1, 90), 7),
  productionStage: z._default(z.record(pattern, stage, 'a mapping from pipeline names to stages'), {}),
  callsPerSecond: z._default(whole(1, 50), 5),
  digest: z._default(oneOf([...WEEKDAYS, 'off']), 'monday'),
  failureThreshold: z.prefault(
    section({
      rate: z._default(whole(1, 99), 20),
      minDeployments: z._default(whole(1, 1000), 5),
    }),
    {},
  ),
}).check(
  z.refine(({ enabled, schedule, digest }) => !enabled || digest === 'off' || mayRunOn(schedule, digest), {
    message: 'a day of dora.schedule, or off',
    path: ['digest'],
  }),
);
