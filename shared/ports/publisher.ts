import type { Message } from '../domain/message/message.ts';

/** Publishes a message and gives its id; throws a ServiceError when it was not taken. */
export type Publish = (message: Message) => Promise<string>;
