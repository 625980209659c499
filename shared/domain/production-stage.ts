/** A stage of a pipeline's definition, with the categories of its actions. */
interface DefinedStage {
  readonly name: string;
  readonly categories: readonly string[];
}

/** The stage that deploys to production: the configured one if there is one, else the last with a Deploy action, if any. */
export function deployingStageOf(
  stages: readonly DefinedStage[],
  configured: string | undefined,
): string | undefined {
  // A stage that a pipeline does not have would leave its real one unguarded, and say that nothing was ever deployed.
  const found = stages.find(({ name }) => name === configured);
  return (found ?? stages.findLast(({ categories }) => categories.includes('Deploy')))?.name;
}

/** The stage that decides about deployments: the one that deploys to production, else the last. */
export function productionStageOf(
  stages: readonly DefinedStage[],
  configured: string | undefined,
): string | undefined {
  return deployingStageOf(stages, configured) ?? stages.at(-1)?.name;
}
