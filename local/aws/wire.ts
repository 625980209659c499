import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from './aws-error.ts';
import { readRest } from './rest.ts';
import type { RequestLine } from './rest.ts';
import type { Input } from './service.ts';

/** A call as it came over the wire, and how its answer goes back. */
export interface Call {
  /** As in IAM: `codepipeline:ListPipelines`. */
  readonly operation: string;
  /** The Region that it was signed for. */
  readonly region: string;
  readonly input: Input;
  readonly protocol: Protocol;
}

export type Protocol = 'json' | 'query' | 'rest';

/** An answer over the wire. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const TARGETS: Readonly<Record<string, string>> = {
  CodePipeline_20150709: 'codepipeline',
  CodeDeploy_20141006: 'codedeploy',
  CodeBuild_20161006: 'codebuild',
  Logs_20140328: 'logs',
  DynamoDB_20120810: 'dynamodb',
  GraniteServiceVersion20100801: 'cloudwatch',
  AmazonSQS: 'sqs',
};

/** The Region of the scope that a call is signed for; undefined for what is not signed. */
export function regionOf(headers: IncomingHttpHeaders): string | undefined {
  return scopeOf(headers)?.[0];
}

/** How a service speaks: JSON services name their operation in a header, Scheduler in the path, SNS in the form. */
export function protocolOf(headers: IncomingHttpHeaders): Protocol {
  if (headers['x-amz-target'] !== undefined) return 'json';
  return scopeOf(headers)?.[1] === 'scheduler' ? 'rest' : 'query';
}

/** Reads the operation and its parameters; `line` is needed for services that name them in the path. */
export function readCall(headers: IncomingHttpHeaders, body: string, line?: RequestLine): Call {
  const region = regionOf(headers);
  if (region === undefined) {
    throw new AwsError(
      'MissingAuthenticationToken',
      'The request must contain a valid authentication token',
      403,
    );
  }
  const protocol = protocolOf(headers);
  switch (protocol) {
    case 'json': {
      const [service = '', action = ''] = String(headers['x-amz-target']).split('.');
      const input = body === '' ? {} : (JSON.parse(body) as Input);
      return { operation: `${TARGETS[service] ?? service}:${action}`, region, input, protocol };
    }
    case 'rest':
      return { ...readRest(line, body), region, protocol };
    case 'query': {
      const form = Object.fromEntries(new URLSearchParams(body));
      return { operation: `sns:${form['Action'] ?? ''}`, region, input: form, protocol };
    }
  }
}

/** The answer of an operation that succeeded. */
export function answerOf(
  { operation, protocol }: Pick<Call, 'operation' | 'protocol'>,
  output: unknown,
): Answer {
  if (protocol !== 'query') return json(protocol, 200, output, versionOf(operation));
  const name = operation.split(':')[1] ?? '';
  return xml(200, `<${name}Response><${name}Result>${fields(output)}</${name}Result></${name}Response>`);
}

/** The answer of an operation that was refused. */
export function refusalOf(protocol: Protocol, { code, message, status }: AwsError): Answer {
  switch (protocol) {
    case 'json':
      return json(protocol, status, { __type: code, message });
    case 'rest':
      return { ...json(protocol, status, { Message: message }), headers: { 'x-amzn-errortype': code } };
    case 'query': {
      const error = `<Type>Sender</Type><Code>${escape(code)}</Code><Message>${escape(message)}</Message>`;
      return xml(status, `<ErrorResponse><Error>${error}</Error></ErrorResponse>`);
    }
  }
}

/** The Region and the service that a call is signed for. */
function scopeOf({ authorization = '' }: IncomingHttpHeaders): readonly string[] | undefined {
  const scope = /^AWS4-HMAC-SHA256 Credential=[^/,]+\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/u;
  return scope.exec(authorization)?.slice(1);
}

/** CloudWatch and SQS speak JSON 1.0, the others 1.1. */
function versionOf(operation: string): string {
  return /^(?:cloudwatch|sqs):/u.test(operation) ? '1.0' : '1.1';
}

function json(protocol: 'json' | 'rest', status: number, value: unknown, version = '1.1'): Answer {
  const contentType = protocol === 'json' ? `application/x-amz-json-${version}` : 'application/json';
  return { status, contentType, body: JSON.stringify(value) };
}

/** A list is its members, an object its fields: https://docs.aws.amazon.com/sns/latest/api/welcome.html */
function fields(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${fields(item)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return escape(String(value));
  return Object.entries(value)
    .map(([key, inner]) => `<${key}>${fields(inner)}</${key}>`)
    .join('');
}

function xml(status: number, body: string): Answer {
  return { status, contentType: 'text/xml', body };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
