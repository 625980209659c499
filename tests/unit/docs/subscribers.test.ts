import { describe, expect, it, vi } from 'vitest';
import { renderReport } from '../../../shared/domain/dora/message/render.ts';
import { render } from '../../../shared/domain/message/message.ts';
import { NEWS_OF_RETRY } from '../../support/documents.ts';
import { REPORTS } from '../../support/dora-reports.ts';
import { fullReport, report } from '../../support/reports.ts';
import { read } from './pages.ts';

interface OnCall {
  readonly handler: (event: unknown) => Promise<void>;
}
const settings = { language: 'en', timeZone: 'UTC' } as const;

describe.each(['docs/subscribers.md', 'docs/subscribers.zh-CN.md'])('%s', (file) => {
  const text = read(file);
  const blocksOf = (kind: string) =>
    [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n(?<code>[^]*?)^\`\`\`$`, 'gmu'))].map(
      ({ groups }) => groups?.['code'] ?? '',
    );

  it('gives policies that are JSON, and lets alarms through each filter', () => {
    const inCommands = [...text.matchAll(/--attributes '(?<json>[^']*)'/gu)].map(
      ({ groups }) => (JSON.parse(groups?.['json'] ?? '') as { FilterPolicy: string }).FilterPolicy,
    );
    const filters = [blocksOf('json')[0] ?? '', ...inCommands].map(
      (json) => JSON.parse(json) as Record<string, readonly unknown[]>,
    );

    for (const json of blocksOf('json')) expect(() => JSON.parse(json) as unknown).not.toThrow();
    expect(filters.length).toBeGreaterThan(1);
    for (const values of filters.flatMap((filter) => Object.values(filter)))
      expect(values).toContainEqual({ exists: false });
  });

  it('has a function that opens and closes incidents, which works as it stands there', async () => {
    const [code = ''] = blocksOf('js');
    const { handler } = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
    )) as OnCall;
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', (_url: string, { body }: { body: string }) => {
      sent.push(JSON.parse(body));
      return Promise.resolve({ ok: true });
    });
    const reports = [
      fullReport,
      report({ headline: 'succeeded', needsPerson: false, severity: 'info' }),
      report({ kind: 'approval', headline: 'approval-waiting', state: 'STARTED', severity: 'warning' }),
      ...NEWS_OF_RETRY.map((news) => ({ ...news, name: 'search-pipeline' })),
      report({ kind: 'build', headline: 'build-failed', name: 'nightly' }),
      report({ kind: 'deployment', headline: 'deployment-failed', name: 'shop' }),
      report({ headline: 'recovered', needsPerson: false }),
    ];
    const messages = [
      ...reports.map((it) => render(it, settings).bodies.lambda),
      renderReport(REPORTS.standing, settings).bodies.lambda,
      JSON.stringify({
        AlarmName: 'pipewatch-prod-notify-errors',
        NewStateValue: 'ALARM',
        AlarmDescription: 'why',
      }),
    ];

    await handler({ Records: messages.map((Message) => ({ Sns: { Message } })) });
    vi.unstubAllGlobals();

    expect(sent).toMatchObject([
      { action: 'trigger', key: 'checkout-pipeline' },
      {
        action: 'trigger',
        key: 'search-pipeline',
        text: expect.stringContaining('not retried after all') as string,
      },
      { action: 'trigger', key: 'search-pipeline' },
      { action: 'trigger', key: 'build nightly' },
      { action: 'trigger', key: 'deployment shop' },
      { action: 'resolve', key: 'checkout-pipeline' },
      { action: 'trigger', key: 'checkout-pipeline' },
      { action: 'trigger', key: 'pipewatch-prod-notify-errors', text: 'why' },
    ]);
  });
});
