import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from './aws-error.ts';
import type { Input } from './service.ts';

/** A call as it came over the wire, and how its answer goes back. */
export interface Call {
  /** As in IAM: `codepipeline:ListPipelines`. */
  readonly operation: string;
  /** The Region that it was signed for. */
  readonly region: string;
  readonly input: Input;
  readonly protocol: 'json' | 'query';
}

/** An answer over the wire. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const TARGETS: Readonly<Record<string, string>> = {
  CodePipeline_20150709: 'codepipeline',
  CodeDeploy_20141006: 'codedeploy',
  CodeBuild_20161006: 'codebuild',
  Logs_20140328: 'logs',
  DynamoDB_20120810: 'dynamodb',
};

/** The Region of the scope that a call is signed for; undefined for what is not signed. */
export function regionOf(headers: IncomingHttpHeaders): string | undefined {
  const scope = /^AWS4-HMAC-SHA256 Credential=[^/,]+\/\d{8}\/([a-z0-9-]+)\/[a-z0-9-]+\/aws4_request/u;
  return scope.exec(headers.authorization ?? '')?.[1];
}

/** Reads the operation and its parameters: JSON services name it in a header, SNS in the form that is the body. */
export function readCall(headers: IncomingHttpHeaders, body: string): Call {
  const region = regionOf(headers);
  if (region === undefined) {
    throw new AwsError(
      'MissingAuthenticationToken',
      'The request must contain a valid authentication token',
      403,
    );
  }
  const [service = '', action = ''] = String(headers['x-amz-target'] ?? '').split('.');
  if (service !== '') {
    const input = body === '' ? {} : (JSON.parse(body) as Input);
    return { operation: `${TARGETS[service] ?? service}:${action}`, region, input, protocol: 'json' };
  }
  const form = Object.fromEntries(new URLSearchParams(body));
  return { operation: `sns:${form['Action'] ?? ''}`, region, input: form, protocol: 'query' };
}

/** The answer of an operation that succeeded. */
export function answerOf({ operation, protocol }: Call, output: unknown): Answer {
  if (protocol === 'json') return json(200, output);
  const name = operation.split(':')[1] ?? '';
  const fields = Object.entries(output as object).map(
    ([key, value]) => `<${key}>${escape(String(value))}</${key}>`,
  );
  return xml(200, `<${name}Response><${name}Result>${fields.join('')}</${name}Result></${name}Response>`);
}

/** The answer of an operation that was refused. */
export function refusalOf(protocol: Call['protocol'], { code, message, status }: AwsError): Answer {
  if (protocol === 'json') return json(status, { __type: code, message });
  const error = `<Type>Sender</Type><Code>${escape(code)}</Code><Message>${escape(message)}</Message>`;
  return xml(status, `<ErrorResponse><Error>${error}</Error></ErrorResponse>`);
}

function json(status: number, value: unknown): Answer {
  return { status, contentType: 'application/x-amz-json-1.1', body: JSON.stringify(value) };
}

function xml(status: number, body: string): Answer {
  return { status, contentType: 'text/xml', body };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
