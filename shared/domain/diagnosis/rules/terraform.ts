import type { Rule } from '../rule.ts';

/** Terraform and OpenTofu, Serverless Framework, Pulumi, Ansible, Packer. */
export const TERRAFORM: readonly Rule[] = [
  {
    id: 'state-lock',
    kind: 'conflict',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\bError (?:acquiring|locking|releasing) the state lock\b|\bstate lock\b.{0,60}\b(?:held|already|failed)\b|\bError locking state\b|\bstate (?:is|was) (?:already )?locked\b|\bworkspace (?:is )?already locked\b|\bSaved plan is stale\b|\bthe stack is currently locked\b|\bstate snapshot was created by\b.{0,30}\bnewer\b.{0,2}stale/i,
    example: 'Error: Error acquiring the state lock',
    nearMiss: 'Acquiring state lock. This may take a few moments...',
    source: 'Terraform 1.9, Pulumi 3',
  },
  {
    id: 'terraform-config',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bError: (?:Unsupported (?:argument|block type|attribute|Terraform Core)|Missing (?:required argument|required provider|newline|item|resource|key)|Invalid (?:reference|function|value|index|expression|provider|resource|for_each|count|template|combination|character|block|attribute|legacy|multi-line|default|type|module|workspace|character)|Reference to undeclared|Undeclared|Duplicate|Argument or block|Incorrect attribute|Inconsistent dependency|No value for|Unbalanced|Unclosed|Call to unknown|Self-referential|Cycle|Conflicting configuration|expected |Inappropriate|Insufficient|Too many|Extraneous|Value for|Variables? not allowed|Failed to read variables|Backend|Initialization required|Required plugins|Module not installed|Could not load plugin|Instance cannot be destroyed|Resource instance|Unknown variable|Attempt to get|Error in function call|Provider configuration not present|Module (?:version|source)|No configuration files|Required token|Resource precondition|Resource postcondition|Check block)/i,
    unless: /\b(?:timed out|timeout|reset|50[234]|could not connect)\b/i,
    example: 'Error: Unsupported argument',
    nearMiss: 'Error: Failed to query available provider packages: request timed out',
    source: 'Terraform 1.9, diagnostics',
  },
  {
    id: 'terraform-provider',
    kind: 'dependency-resolution',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bno available releases match\b|\bdoes not match configured version constraint\b|\bprovider registry\b.{0,80}\bdoes not have a provider named\b|\blocked provider .{1,200} does not match\b|\bchecksums? .{0,80}\b(?:recorded|dependency lock file)\b|\bUnsupported Terraform Core version\b|\bdoes not (?:support|have a package available for) (?:your current platform|this platform)\b|\bIncompatible provider version\b|\bUnresolvable module version\b|\bno versions? (?:of module |matching )\b|\bThe requested (?:provider|module) .{0,80}(?:not|could not)\b|\bplan file was created by a different\b/i,
    example:
      'Could not retrieve the list of available versions: no available releases match the constraint ~> 9.0',
    nearMiss: '- Installing hashicorp/aws v5.60.0...',
    source: 'Terraform 1.9, provider installation',
  },
  {
    id: 'terraform-network',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bRegistry service unreachable\b|\bcould not (?:query provider registry|connect to (?:[\w-]{1,60}\.[\w.-]{1,100}|the registry)|download module)\b.{0,300}\b(?:timed? ?out|timeout|deadline|reset|50[0234]|EOF|refused|unreachable)\b|\b(?:Failed to (?:install provider|request discovery document|query available provider|retrieve authentication checksums|download module|refresh cached)|Error while installing \S{1,100} v\d)\b.{0,300}\b(?:timed? ?out|timeout|deadline|reset|50[0234]|EOF|unreachable|Client\.Timeout|broken pipe|GOAWAY)\b|\bthe request failed after \d{1,2} attempts\b/i,
    unless: /\b(?:x509|certificate|40[134])\b/i,
    example:
      'could not query provider registry for registry.example.com/acme/dns: the request failed after 2 attempts, please try again later',
    nearMiss: 'could not query provider registry: x509: certificate signed by unknown authority, timeout',
    source: 'Terraform 1.9, terraform init',
  },
  {
    id: 'provider-bug',
    kind: 'config',
    class: 'unknown',
    looksAt: 'line',
    pattern:
      /\bProvider produced inconsistent\b|\bPlugin did not respond\b|\bPlugin error\b|\bprovider crashed\b|\bunexpected state '.{1,60}', wanted target\b|\bThe plugin encountered an error\b/i,
    unless: /\bInsufficient(?:\w{1,20}|)Capacity|\binsufficient capacity\b|\bthrottling\b|\brate exceeded\b/i,
    example: 'Error: Provider produced inconsistent final plan',
    nearMiss: 'Provider registered',
    source: 'Terraform 1.9',
  },
  {
    id: 'serverless-config',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bServerless Error -{3,}|\bCannot resolve (?:serverless\.yml|variable)\b|\bCannot resolve '?\$?\{|\bvariable (?:at|reference).{0,80}\b(?:not found|could not be resolved|Value not found)|\bValue not found at "\w{2,20}" source\b|\bserverless (?:plugin|command) .{1,80}not found\b|\bConfiguration error at\b|\bis not a valid sub command\b|\bERROR! (?:the playbook|couldn't resolve module|no hosts matched|Syntax Error)|\bfatal: \[.{1,80}\]: (?:FAILED|UNREACHABLE)!|\berror: update failed$/i,
    unless: /\bthrottl|\brate ?exceeded/i,
    example: 'Cannot resolve serverless.yml: Variables resolution errored',
    nearMiss: 'Service deployed to stack app-prod',
    source: 'Serverless Framework 3, osls 4, Ansible 2.17, Pulumi 3',
  },
];
