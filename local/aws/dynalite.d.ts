declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** An in-memory DynamoDB; `createTableMs` is how long a table takes to become active. */
  export default function dynalite(options: { createTableMs?: number }): Server;
}
