import fc from 'fast-check';

// One seed for the whole run, which vitest.config.ts prints.
fc.configureGlobal({ seed: Number(process.env['FC_SEED']) });
