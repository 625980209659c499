import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SEVERITIES } from '../domain/settings.ts';
import type { FailureMemory } from '../ports/failures.ts';
import { asServiceError } from './service-error.ts';

/** A pipeline that fails for longer than this has been given up. */
const KEPT_SECONDS = 90 * 24 * 60 * 60;

/**
 * Keeps one item a pipeline in the table:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export function dynamoDbFailures(
  TableName: string,
  now: () => number,
  client: DynamoDBClient,
): FailureMemory {
  const idOf = (pipeline: string) => ({ S: `failing#${pipeline}` });
  return {
    keep: async (pipeline, severity) => {
      const more = SEVERITIES.slice(SEVERITIES.indexOf(severity) + 1);
      const command = new PutItemCommand({
        TableName,
        Item: {
          id: idOf(pipeline),
          severity: { S: severity },
          expiration: { N: String(Math.floor(now() / 1000) + KEPT_SECONDS) },
        },
        ...(more.length > 0 && {
          ConditionExpression: `attribute_not_exists(severity) OR NOT severity IN (${more.map((_, n) => `:m${n}`).join(', ')})`,
          ExpressionAttributeValues: Object.fromEntries(more.map((it, n) => [`:m${n}`, { S: it }])),
        }),
      });
      try {
        await asServiceError('dynamodb:PutItem', client.send(command));
      } catch (error) {
        // A more urgent one is kept.
        if ((error as { code?: unknown }).code !== 'ConditionalCheckFailedException') throw error;
      }
    },

    worst: async (pipeline) => {
      const command = new GetItemCommand({ TableName, Key: { id: idOf(pipeline) }, ConsistentRead: true });
      const { Item } = await asServiceError('dynamodb:GetItem', client.send(command));
      return SEVERITIES.find((it) => it === Item?.['severity']?.S);
    },

    forget: async (pipeline) => {
      const command = new DeleteItemCommand({ TableName, Key: { id: idOf(pipeline) } });
      await asServiceError('dynamodb:DeleteItem', client.send(command));
    },
  };
}
