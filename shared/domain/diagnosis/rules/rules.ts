import type { Rule } from '../rule.ts';
import { AWS } from './aws.ts';
import { AWS_CODES } from './aws-codes.ts';
import { AWS_RESOURCES } from './aws-resources.ts';
import { BUSY } from './busy.ts';
import { CLOUDFORMATION } from './cloudformation.ts';
import { CODEBUILD } from './codebuild.ts';
import { CODEDEPLOY } from './codedeploy.ts';
import { CODEPIPELINE } from './codepipeline.ts';
import { COMPILERS } from './compilers.ts';
import { CONTAINERS } from './containers.ts';
import { DNS_TLS } from './dns-tls.ts';
import { DOTNET_PHP_RUBY } from './dotnet-php-ruby.ts';
import { DOWNLOADS } from './downloads.ts';
import { FAILED_TESTS } from './failed-tests.ts';
import { GATES } from './gates.ts';
import { GENERIC } from './generic.ts';
import { GO_RUST } from './go-rust.ts';
import { HTTP } from './http.ts';
import { JAVASCRIPT } from './javascript.ts';
import { JVM } from './jvm.ts';
import { KUBERNETES } from './kubernetes.ts';
import { MACHINE } from './machine.ts';
import { NETWORK } from './network.ts';
import { PYTHON } from './python.ts';
import { SHELL } from './shell.ts';
import { SOURCE } from './source.ts';
import { SYSTEM_PACKAGES } from './system-packages.ts';
import { TERRAFORM } from './terraform.ts';
import { TESTS } from './tests.ts';

/** Pipewatch's own rules, the more special before the more general: of two for one line the first counts. */
export const RULES: readonly Rule[] = [
  ...AWS_CODES,
  ...CODEBUILD,
  ...MACHINE,
  ...TESTS,
  ...FAILED_TESTS,
  ...COMPILERS,
  ...JAVASCRIPT,
  ...PYTHON,
  ...JVM,
  ...GO_RUST,
  ...DOTNET_PHP_RUBY,
  ...GATES,
  ...CONTAINERS,
  ...KUBERNETES,
  ...CLOUDFORMATION,
  ...TERRAFORM,
  ...CODEDEPLOY,
  ...CODEPIPELINE,
  ...AWS,
  ...BUSY,
  ...AWS_RESOURCES,
  ...SOURCE,
  ...DOWNLOADS,
  ...DNS_TLS,
  ...HTTP,
  ...NETWORK,
  ...SYSTEM_PACKAGES,
  ...SHELL,
  ...GENERIC,
];
