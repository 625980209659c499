import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { parse } from 'yaml';
import { withoutGuard } from './tests/guards/plugin.ts';

// Printed, so that a failure of a property test can be run again: FC_SEED=<seed> npx vitest run <file>
const seed = process.env['FC_SEED'] ?? String(Date.now() % 2 ** 31);
console.log(`property tests: FC_SEED=${seed}`);

export default defineConfig({
  plugins: [
    // `npm run test:guards` runs the tests once for each guard.
    withoutGuard(process.env['WITHOUT_GUARD']),
    {
      name: 'yaml',
      load: (id) =>
        id.endsWith('.yml') ? `export default ${JSON.stringify(parse(readFileSync(id, 'utf8')))}` : null,
    },
  ],
  test: {
    // What was loaded without a guard must not be kept for a run with it.
    fsModuleCache: process.env['WITHOUT_GUARD'] === undefined,
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/support/seed.ts'],
    env: { FC_SEED: seed },
    restoreMocks: true,
    // By default one core stays idle, which is half of a machine with two.
    maxWorkers: '100%',
    // No test is about time: this only ends what hangs, on a busy machine too.
    testTimeout: 60_000,
    hookTimeout: 240_000,
    coverage: {
      provider: 'v8',
      include: ['functions/**/*.ts', 'shared/**/*.ts', 'infra/*.js'],
      reporter: ['text-summary', 'lcov'],
      thresholds: {
        lines: 95,
        'shared/domain/**': { lines: 100, statements: 100, functions: 100, branches: 100 },
      },
    },
  },
});
