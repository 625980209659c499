import { AwsError } from './aws-error.ts';
import type { Input } from './service.ts';

const DAY_SECONDS = 24 * 60 * 60;
const MAX_AGE_SECONDS = 14 * DAY_SECONDS;
const MAX_AHEAD_SECONDS = 2 * 60 * 60;
const MAX_DIMENSIONS = 30;
const MAX_VALUES = 150;
/** Larger and smaller values are refused, and so are those that are next to nothing. */
const MAX_VALUE = 2 ** 360;
const UNITS =
  /^(?:Seconds|Microseconds|Milliseconds|(?:(?:Kilo|Mega|Giga|Tera)?(?:bytes|bits)|Bytes|Bits|Count)(?:\/Second)?|Percent|None)$/u;
const ASCII = /^[ -~]+$/u;

/** One member of MetricData that was taken; `Timestamp` in seconds. */
export interface Datum {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Timestamp: number;
  readonly Unit: string;
  readonly values: readonly number[];
}

/** A namespace that metrics may be published into. */
export function checkNamespace(value: unknown): string {
  if (typeof value !== 'string') throw missing('Namespace');
  if (!/^[^:]/u.test(value) || value.length > 255 || !isText(value) || value.startsWith('AWS/'))
    throw invalid('Namespace', 'a namespace of the user');
  return value;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export function checkDatum(given: unknown, index: number, now: number): Datum {
  const at = `MetricData.member.${index + 1}`;
  const datum = given as Input;
  const { MetricName, Timestamp = now / 1000, Unit = 'None', Value, Values, Dimensions = [] } = datum;
  if (typeof MetricName !== 'string') throw missing(`${at}.MetricName`);
  if (!isText(MetricName) || MetricName.length > 255)
    throw invalid(`${at}.MetricName`, '1 to 255 characters');
  if (typeof Unit !== 'string' || !UNITS.test(Unit)) throw invalid(`${at}.Unit`, 'a standard unit');
  if (typeof Timestamp !== 'number') throw invalid(`${at}.Timestamp`, 'a time');
  const age = now / 1000 - Timestamp;
  if (age > MAX_AGE_SECONDS || age < -MAX_AHEAD_SECONDS)
    throw invalid(`${at}.Timestamp`, 'at most two weeks ago, and at most two hours ahead');
  if ((Value === undefined) === (Values === undefined))
    throw new AwsError('InvalidParameterCombinationException', `${at} must have either Value or Values`);
  const values = (Values ?? [Value]) as unknown[];
  if (values.length === 0 || values.length > MAX_VALUES) throw invalid(`${at}.Values`, '1 to 150 values');
  for (const value of values)
    if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > MAX_VALUE)
      throw invalid(`${at}.Value`, 'a finite number');
  return {
    MetricName,
    Dimensions: checkDimensions(Dimensions, at),
    Timestamp,
    Unit,
    values: values as number[],
  };
}

function checkDimensions(given: unknown, at: string): Datum['Dimensions'] {
  if (!Array.isArray(given) || given.length > MAX_DIMENSIONS)
    throw invalid(`${at}.Dimensions`, 'at most 30 dimensions');
  return (given as Input[]).map(({ Name, Value }) => {
    if (typeof Name !== 'string' || !isText(Name) || Name.length > 255 || Name.startsWith(':'))
      throw invalid(`${at}.Dimensions.Name`, '1 to 255 ASCII characters');
    if (typeof Value !== 'string' || !isText(Value) || Value.length > 1024)
      throw invalid(`${at}.Dimensions.Value`, '1 to 1024 ASCII characters');
    return { Name, Value };
  });
}

/** ASCII, and more than blanks. */
function isText(value: string): boolean {
  return ASCII.test(value) && value.trim() !== '';
}

export function invalid(name: string, what: string): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    `The value for parameter ${name} is invalid: expected is ${what}.`,
  );
}

function missing(name: string): AwsError {
  return new AwsError('MissingRequiredParameterException', `The parameter ${name} is required.`);
}
