import { codeBuildLog } from './codebuild.ts';
import { bold, green, lines, red, word, yellow } from './noise.ts';
import type { WholeLog } from './whole-log.ts';

const ROLE =
  'arn:aws:sts::111122223333:assumed-role/shop-build/AWSCodeBuild-5d1f0c5e-7c1a-4a52-9f0e-0b6c1f4a2d11';

const refreshed = (count: number): string[] =>
  lines(count, (index) =>
    bold(`aws_ssm_parameter.${word(index).replace('-', '_')}: Refreshing state... [id=/shop/${word(index)}]`),
  );

const cdkEvents = (count: number): string[] =>
  lines(
    count,
    (index) =>
      `shop-prod | ${String(index % 40).padStart(2)}/40 | 8:0${index % 10}:12 AM | ${green('UPDATE_COMPLETE     ')} | AWS::Lambda::Function | ${word(index)}/Resource (${word(index).replace('-', '')}1F2A3B4C)`,
  );

export const INFRASTRUCTURE_LOGS: readonly WholeLog[] = [
  {
    name: 'terraform: a role that may not',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'terraform apply -auto-approve -input=false',
        exitStatus: 1,
        output: [
          ...refreshed(140),
          ...lines(
            12,
            (index) => `aws_ecs_service.web: Still modifying... [id=web, ${(index + 1) * 10}s elapsed]`,
          ),
          '╷',
          `${red('│')} ${bold(red('Error: '))}creating S3 Bucket (shop-prod-reports): operation error S3: CreateBucket, https response error StatusCode: 403, RequestID: 4QZ1J0XW2M1Y7D5T, HostID: x, api error AccessDenied: User: ${ROLE} is not authorized to perform: s3:CreateBucket on resource: "arn:aws:s3:::shop-prod-reports" because no identity-based policy allows the s3:CreateBucket action`,
          `${red('│')} `,
          `${red('│')}   with aws_s3_bucket.reports,`,
          `${red('│')}   on storage.tf line 3, in resource "aws_s3_bucket" "reports":`,
          `${red('│')}    3: resource "aws_s3_bucket" "reports" {`,
          '╵',
        ],
      },
    ]),
    kind: 'permission',
    class: 'permanent',
    shows: ['is not authorized to perform: s3:CreateBucket', 'on storage.tf line 3'],
  },
  {
    name: 'terraform: a state that another run has locked',
    events: codeBuildLog([
      {
        phase: 'PRE_BUILD',
        command: 'terraform init -input=false',
        output: lines(50, (index) => `- Installing hashicorp/${word(index)} v5.${index}.0...`),
      },
      {
        phase: 'BUILD',
        command: 'terraform plan -out=plan',
        exitStatus: 1,
        output: [
          'Acquiring state lock. This may take a few moments...',
          '╷',
          `${red('│')} ${bold(red('Error: '))}Error acquiring the state lock`,
          `${red('│')} `,
          `${red('│')} Error message: operation error DynamoDB: PutItem, https response error StatusCode: 400, RequestID: 8NB2, ConditionalCheckFailedException: The conditional request failed`,
          `${red('│')} Lock Info:`,
          `${red('│')}   ID:        9a1c7f0e-2c2b-7a54-6f19-0e5d3a1b2c3d`,
          `${red('│')}   Path:      shop-terraform-state/prod/terraform.tfstate`,
          `${red('│')}   Operation: OperationTypeApply`,
          `${red('│')}   Who:       root@ip-10-0-3-117`,
          '╵',
        ],
      },
    ]),
    kind: 'conflict',
    // The other run may end, or may have left its lock for good.
    class: 'unknown',
    shows: ['Error acquiring the state lock', 'OperationTypeApply'],
  },
  {
    name: 'cdk: a stack whose first deployment was rolled back',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'npx cdk deploy --all --require-approval never',
        exitStatus: 1,
        output: [
          '✨  Synthesis time: 9.81s',
          ...lines(
            60,
            (index) =>
              `${word(index)}: start: Publishing ${(index * 7919).toString(16).padStart(12, '0')}:111122223333-eu-west-1`,
          ),
          `${bold('shop-edge')}: deploying... [1/3]`,
          '',
          ` ❌  ${bold('shop-edge')} failed: ToolkitError: The stack named shop-edge failed creation, it may need to be manually deleted from the AWS console: ROLLBACK_COMPLETE`,
          '    at FullCloudFormationDeployment.monitorDeployment (/codebuild/output/src312456789/src/node_modules/aws-cdk/lib/index.js:501:13)',
          '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
          'The stack named shop-edge failed creation, it may need to be manually deleted from the AWS console: ROLLBACK_COMPLETE',
        ],
      },
    ]),
    kind: 'stack-state',
    class: 'permanent',
    shows: ['it may need to be manually deleted from the AWS console: ROLLBACK_COMPLETE'],
    hides: ['node:internal'],
  },
  {
    name: 'cdk: a resource that the account has too many of',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'npx cdk deploy shop-prod --progress events',
        exitStatus: 1,
        output: [
          ...cdkEvents(400),
          `shop-prod | 12/40 | 8:09:41 AM | ${red('CREATE_FAILED       ')} | AWS::EC2::EIP | Network/Nat3 (NetworkNat3EIP0F00BA12) Resource handler returned message: "The maximum number of addresses has been reached. (Service: Ec2, Status Code: 400, Request ID: 5b0f)" (RequestToken: 1c2d, HandlerErrorCode: ServiceLimitExceeded)`,
          `shop-prod | 13/40 | 8:09:42 AM | ${yellow('UPDATE_ROLLBACK_IN_P')} | AWS::CloudFormation::Stack | shop-prod The following resource(s) failed to create: [NetworkNat3EIP0F00BA12].`,
          ...cdkEvents(20),
          ' ❌  shop-prod failed: ToolkitError: The stack named shop-prod failed to deploy: UPDATE_ROLLBACK_COMPLETE',
        ],
      },
    ]),
    kind: 'quota',
    class: 'permanent',
    shows: ['The maximum number of addresses has been reached'],
  },
  {
    name: 'sam: a role that may not',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'sam build',
        output: lines(
          80,
          (index) =>
            `Building codeuri: /codebuild/output/src312456789/src/${word(index)} runtime: nodejs24.x architecture: arm64`,
        ),
      },
      {
        phase: 'BUILD',
        command: 'sam deploy --no-confirm-changeset --no-fail-on-empty-changeset',
        exitStatus: 1,
        output: [
          ...lines(
            30,
            (index) =>
              `\tUploading to 5c1e${index}f  ${index + 1}048576 / 48234496  (${(index * 3.3).toFixed(2)}%)`,
          ),
          'Waiting for changeset to be created..',
          `Error: Failed to create changeset for the stack: shop-api, An error occurred (AccessDenied) when calling the CreateChangeSet operation: User: ${ROLE} is not authorized to perform: cloudformation:CreateChangeSet on resource: arn:aws:cloudformation:eu-west-1:aws:transform/Serverless-2016-10-31 because no identity-based policy allows the cloudformation:CreateChangeSet action`,
        ],
      },
    ]),
    kind: 'permission',
    class: 'permanent',
    shows: ['is not authorized to perform: cloudformation:CreateChangeSet'],
  },
  {
    name: 'helm: pods that do not become ready',
    events: codeBuildLog([
      {
        phase: 'PRE_BUILD',
        command: 'aws eks update-kubeconfig --name shop',
        output: ['Added new context arn:aws:eks:eu-west-1:111122223333:cluster/shop to /root/.kube/config'],
      },
      {
        phase: 'BUILD',
        command: 'helm upgrade --install web ./chart --wait --timeout 5m --debug',
        exitStatus: 1,
        output: [
          'history.go:56: [debug] getting history for release web',
          'upgrade.go:164: [debug] preparing upgrade for web',
          ...lines(
            220,
            (index) =>
              `ready.go:303: [debug] Deployment is not ready: shop/web. ${index < 110 ? 0 : 1} out of 3 expected pods are ready`,
          ),
          'Error: UPGRADE FAILED: context deadline exceeded',
          'helm.go:84: [debug] context deadline exceeded',
          'UPGRADE FAILED',
        ],
      },
    ]),
    kind: 'deploy-health',
    class: 'unknown',
    shows: ['UPGRADE FAILED: context deadline exceeded', '1 out of 3 expected pods are ready (×110)'],
  },
  {
    name: 'kubectl: an image that cannot be pulled',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: './deploy.sh prod',
        exitStatus: 1,
        output: [
          ...lines(60, (index) => `configmap/${word(index)} unchanged`),
          'deployment.apps/web configured',
          ...lines(
            40,
            () =>
              'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
          ),
          'error: deployment "web" exceeded its progress deadline',
          'NAME                   READY   STATUS             RESTARTS   AGE',
          'web-6f7c9d5b8d-2xkqp   0/1     ImagePullBackOff   0          10m',
          'web-7d9f8c6b5c-9hxwz   1/1     Running            0          6d2h',
          'Warning  Failed  9m  kubelet  Failed to pull image "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:4.2.0": rpc error: code = NotFound desc = failed to pull and unpack image "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:4.2.0": not found',
        ],
      },
    ]),
    kind: 'image',
    class: 'permanent',
    shows: ['ImagePullBackOff', 'shop:4.2.0": not found'],
  },
];
