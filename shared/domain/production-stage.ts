/** A stage of a pipeline's definition, with the categories of its actions. */
interface DefinedStage {
  readonly name: string;
  readonly categories: readonly string[];
}

/** The name of the last stage with a Deploy action; undefined where nothing is deployed. */
export function lastDeployStage(stages: readonly DefinedStage[]): string | undefined {
  return stages.findLast(({ categories }) => categories.includes('Deploy'))?.name;
}

/** The stage that decides about deployments: the configured one if there is one, else the last with a Deploy action, else the last. */
export function productionStageOf(
  stages: readonly DefinedStage[],
  configured: string | undefined,
): string | undefined {
  // A stage that a pipeline does not have would say that nothing was ever deployed.
  const found = stages.find(({ name }) => name === configured)?.name;
  return found ?? lastDeployStage(stages) ?? stages.at(-1)?.name;
}
