import { describe, expect, it } from 'vitest';
import { BUILD, DEPLOY, idOf, LINE, SOURCE, startLine } from './line.ts';

describe('in the mode SUPERSEDED', () => {
  it('several stages hold an execution each, and one waits for a stage that is occupied', () => {
    const { start, pass, stages } = startLine();
    start('a');
    pass('a', 'Source', 'Build');
    start('b');
    pass('b', 'Source');
    start('c');
    pass('c', 'Source');

    expect(stages()).toEqual([
      'Source c Succeeded',
      'Build b InProgress',
      'Build < c',
      'Deploy a InProgress',
    ]);
  });

  it('a newer execution takes the place of the one that waits', () => {
    const { start, pass, stages, status, happened } = startLine();
    start('a');
    pass('a', 'Source');
    start('b');
    pass('b', 'Source');
    start('c');
    happened();
    pass('c', 'Source');

    expect(happened()).toEqual(['c Source/Checkout SUCCEEDED', 'c Source SUCCEEDED', 'b SUPERSEDED']);
    expect(status('b')).toBe('Superseded');
    pass('a', 'Build');
    expect(stages()).toEqual(['Source c Succeeded', 'Build c InProgress', 'Deploy a InProgress']);
    expect(happened()).toEqual([
      'a Build/Compile SUCCEEDED',
      'a Build SUCCEEDED',
      'a Deploy STARTED',
      'a Deploy/Ship STARTED',
      'c Build STARTED',
      'c Build/Compile STARTED',
    ]);
  });

  it('those that start while the first stage is occupied supersede each other too', () => {
    const { start, pass, status, stages } = startLine();
    start('a');
    start('b');
    start('c');

    expect(['a', 'b', 'c'].map(status)).toEqual(['InProgress', 'Superseded', 'InProgress']);
    pass('a', 'Source');
    expect(stages()).toEqual(['Source c InProgress', 'Build a InProgress']);
  });

  it('a failure frees the stage for whoever waits', () => {
    const { start, pass, fail, stages, status } = startLine();
    start('a');
    pass('a', 'Source');
    start('b');
    pass('b', 'Source');
    fail('a', 'Build');

    expect(stages()).toEqual(['Source b Succeeded', 'Build b InProgress']);
    expect(status('a')).toBe('Failed');
  });
});

it('in the mode QUEUED all wait, and enter one after another as they came', () => {
  const { start, pass, fail, stages, status } = startLine({ mode: 'QUEUED' });
  for (const letter of ['a', 'b', 'c']) start(letter);
  expect(stages()).toEqual(['Source a InProgress', 'Source < b', 'Source < c']);
  pass('a', 'Source');
  pass('b', 'Source');
  pass('c', 'Source');

  expect(stages()).toEqual(['Source c Succeeded', 'Build a InProgress', 'Build < b', 'Build < c']);
  fail('a', 'Build');
  expect(stages()).toEqual(['Source c Succeeded', 'Build b InProgress', 'Build < c']);
  expect(['a', 'b', 'c'].map(status)).toEqual(['Failed', 'InProgress', 'InProgress']);
});

it('in the mode PARALLEL nobody waits for anybody', () => {
  const { pipelines, start, pass, fail, status } = startLine({ mode: 'PARALLEL' });
  for (const letter of ['a', 'b', 'c']) {
    start(letter);
    pass(letter, 'Source');
  }
  expect(pipelines.underWay(LINE).map(({ execution, row }) => `${execution.id} ${row.actionName}`)).toEqual(
    ['a', 'b', 'c'].map((letter) => `${idOf(letter)} Compile`),
  );
  fail('a', 'Build');
  pass('c', 'Build', 'Deploy');

  expect(['a', 'b', 'c'].map(status)).toEqual(['Failed', 'InProgress', 'Succeeded']);
});

it.each(['QUEUED', 'PARALLEL'] as const)('the mode %s takes a limited number of executions', (mode) => {
  const { start, pass } = startLine({ mode, concurrency: 2 });
  start('a');
  start('b');

  expect(() => start('c')).toThrow(
    expect.objectContaining({ code: 'ConcurrentPipelineExecutionsLimitExceededException' }),
  );
  pass('a', 'Source', 'Build', 'Deploy');
  expect(() => start('c')).not.toThrow();
});

describe('the actions of a stage', () => {
  const checks = ['Lint', 'Unit', 'Audit'].map((name) => {
    return { name, category: 'Test', provider: 'CodeBuild' } as const;
  });

  it('run side by side, and the stage fails only when none is under way', () => {
    const { pipelines, start, stages, happened } = startLine({
      stages: [{ name: 'Checks', actions: checks }],
    });
    start('a');
    pipelines.finish(idOf('a'), 'Lint', { status: 'Failed' });
    pipelines.finish(idOf('a'), 'Audit', { status: 'Failed' });
    expect(stages()).toEqual(['Checks a InProgress']);
    happened();
    pipelines.finish(idOf('a'), 'Unit', { status: 'Succeeded' });

    expect(happened()).toEqual(['a Checks/Unit SUCCEEDED', 'a Checks FAILED', 'a FAILED']);
    expect(stages()).toEqual(['Checks a Failed']);
  });
});

describe('a disabled transition', () => {
  it('holds executions before the stage, where newer ones supersede them, until it is enabled', () => {
    const { pipelines, start, pass, stages, status, state } = startLine();
    pipelines.disableTransition(LINE, 'Deploy', 'release freeze');
    start('a');
    pass('a', 'Source', 'Build');
    start('b');
    pass('b', 'Source', 'Build');

    expect(stages()).toEqual(['Source b Succeeded', 'Build b Succeeded', 'Deploy < b']);
    expect(status('a')).toBe('Superseded');
    expect(state().stageStates?.[2]?.inboundTransitionState).toMatchObject({
      enabled: false,
      disabledReason: 'release freeze',
    });
    pipelines.enableTransition(LINE, 'Deploy');
    expect(stages()[2]).toBe('Deploy b InProgress');
    expect(state().stageStates?.[2]?.inboundTransitionState).toEqual({ enabled: true });
  });

  it('lets all in at once in the mode PARALLEL', () => {
    const { pipelines, start, pass } = startLine({ mode: 'PARALLEL', stages: [SOURCE, BUILD] });
    pipelines.disableTransition(LINE, 'Build');
    start('a');
    start('b');
    pass('a', 'Source');
    pass('b', 'Source');
    expect(pipelines.underWay(LINE)).toEqual([]);
    pipelines.enableTransition(LINE, 'Build');

    expect(pipelines.underWay(LINE)).toHaveLength(2);
  });

  it('that leads out of a stage holds them too, although the state does not show it', () => {
    const { pipelines, start, pass, stages, state } = startLine({ stages: [SOURCE, BUILD, DEPLOY] });
    pipelines.disableTransition(LINE, 'Source', 'wait', 'Outbound');
    start('a');
    pass('a', 'Source');

    expect(stages()).toEqual(['Source a Succeeded', 'Build < a']);
    expect(state().stageStates?.map((it) => it.inboundTransitionState?.enabled)).toEqual([true, true, true]);
    pipelines.enableTransition(LINE, 'Source', 'Outbound');
    expect(stages()).toEqual(['Source a Succeeded', 'Build a InProgress']);
  });

  it('is one of a stage that exists', () => {
    const { pipelines } = startLine();
    const refused = expect.objectContaining({ code: 'StageNotFoundException' }) as Error;

    expect(() => {
      pipelines.disableTransition(LINE, 'Nowhere');
    }).toThrow(refused);
    expect(() => {
      pipelines.enableTransition(LINE, 'Nowhere');
    }).toThrow(refused);
  });
});
