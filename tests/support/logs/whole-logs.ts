import { DOCKER_AND_TEST_LOGS } from './docker-and-tests.ts';
import { INFRASTRUCTURE_LOGS } from './infrastructure.ts';
import { COMPILED_LANGUAGE_LOGS } from './jvm-and-compiled.ts';
import { NODE_LOGS } from './node.ts';
import { OTHER_LOGS } from './other.ts';
import { SCRIPT_LANGUAGE_LOGS } from './python-and-scripts.ts';
import type { WholeLog } from './whole-log.ts';

/** Logs of the project's own making, of 50 to 20,000 lines, of the tools that builds run. */
export const WHOLE_LOGS: readonly WholeLog[] = [
  ...NODE_LOGS,
  ...SCRIPT_LANGUAGE_LOGS,
  ...COMPILED_LANGUAGE_LOGS,
  ...DOCKER_AND_TEST_LOGS,
  ...INFRASTRUCTURE_LOGS,
  ...OTHER_LOGS,
];
