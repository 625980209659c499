/** The arrows of docs/adr/0001: handler -> use case -> domain; only adapters import an AWS client. */
const clients = '^node_modules/(@aws-sdk|@smithy|@aws-lambda-powertools/idempotency)';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: '(^tests/|^local/|^infra/(unused|in-lambda|stage)\\.js$|handler\\.ts$|^[^/]+$)',
      },
      to: {},
    },
    {
      name: 'domain-is-pure',
      comment: 'No AWS client, process, clock, network or file: the domain imports only itself.',
      severity: 'error',
      from: { path: '^shared/domain/' },
      to: { pathNot: '^shared/domain/' },
    },
    {
      name: 'ports-are-types-over-the-domain',
      severity: 'error',
      from: { path: '^shared/ports/' },
      to: { pathNot: '^shared/(ports|domain)/' },
    },
    {
      name: 'schemas-know-the-domain-and-zod',
      severity: 'error',
      from: { path: '^shared/schemas/' },
      to: { pathNot: '^(shared/(schemas|domain)/|node_modules/zod/)' },
    },
    {
      name: 'shared-use-cases-know-ports',
      comment: 'What two functions do alike: over the ports and the domain, without an adapter.',
      severity: 'error',
      from: { path: '^shared/diagnosis/' },
      to: { pathNot: '^shared/(diagnosis|ports|domain)/' },
    },
    {
      name: 'only-adapters-import-a-client',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^shared/adapters/' },
      to: { path: clients },
    },
    {
      name: 'adapters-implement-ports',
      severity: 'error',
      from: { path: '^shared/adapters/' },
      to: { path: '^(functions|shared/lambda|local|infra|tests)/' },
    },
    {
      name: 'use-cases-know-no-adapter',
      comment: 'A use case sees ports; handler.ts and deps.ts are where adapters are chosen.',
      severity: 'error',
      from: { path: '^functions/', pathNot: '/(handler|deps)\\.ts$' },
      to: { path: '^shared/adapters/' },
    },
    {
      name: 'nothing-imports-functions',
      severity: 'error',
      from: { path: '^(shared|infra|local)/' },
      to: { path: '^functions/' },
    },
    {
      name: 'functions-do-not-import-each-other',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'nothing-deployed-imports-tools',
      severity: 'error',
      from: { path: '^(functions|shared)/' },
      to: { path: '^(local|infra|tests)/' },
    },
    {
      name: 'only-the-wrapper-knows-middy',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^shared/lambda/handler\\.ts$' },
      to: { path: '^node_modules/@middy/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
