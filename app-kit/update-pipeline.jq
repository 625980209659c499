# Turns the answer of `get-pipeline` into the input of `update-pipeline`, with onFailure in the stages that are named:
#   --arg retry STAGE     CodePipeline retries it once, at once: all that it can do by itself
#   --arg rollback STAGE  CodePipeline rolls it back to the last run that was successful there
#   --arg plain STAGE     it does neither: for when Pipewatch retries it, or CodeDeploy rolls it back
# Each may be left out; README.md shows the whole command.
def named($option): $ARGS.named[$option] // empty;

def on_failure($name; change):
  if any(.stages[]; .name == $name) | not then error("there is no stage \($name)")
  else .stages |= map(if .name == $name then change else . end)
  end;

def not_source($name):
  if .stages[0].name == $name then error("CodePipeline does not roll back the source stage, \($name)") else . end;

def once($names):
  if ($names | unique | length) < ($names | length) then error("a stage is named twice") else . end;

[named("retry"), named("rollback"), named("plain")] as $names
| if $names == [] then error("name a stage: --arg retry, --arg rollback or --arg plain") else . end
| .pipeline
| once($names)
# onFailure is there for pipelines of type V2 only, which are charged by the minute.
| .pipelineType = "V2"
| reduce named("retry") as $name (.; on_failure($name; .onFailure = {result: "RETRY", retryConfiguration: {retryMode: "FAILED_ACTIONS"}}))
| reduce named("rollback") as $name (.; not_source($name) | on_failure($name; .onFailure = {result: "ROLLBACK"}))
| reduce named("plain") as $name (.; on_failure($name; del(.onFailure)))
# Without metadata, which update-pipeline refuses.
| {pipeline: .}
