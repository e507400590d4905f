import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Position = z.union([z.object({ at: z.enum(['start', 'end']) }), z.object({ after: z.string() })]);

/** Where in a shard a mapping stands: before its first record, past its last, or after a record. */
export type Position = z.infer<typeof Position>;

const Stored = z.object({ streamArn: z.string(), shards: z.record(z.string(), Position) });

/** How far a mapping has come in a stream. */
export type Checkpoint = {
  /** Undefined for a shard that the mapping has not begun. */
  position(shardId: string): Position | undefined;
  /** Durable once it returns, also against a kill. */
  save(shardId: string, position: Position): void;
};

/**
 * Opens the checkpoint of a mapping in `folder`, one file each. What it says about another stream (the table was made anew) does not count.
 * A file that cannot be read throws: starting over silently would publish everything again.
 */
export function openCheckpoint(folder: string, mappingId: string, streamArn: string): Checkpoint {
  const file = join(folder, `${mappingId.replace(/[^\w.-]/g, '_')}.json`);
  mkdirSync(folder, { recursive: true });
  const stored = read(file);
  const shards = new Map(stored?.streamArn === streamArn ? Object.entries(stored.shards) : []);

  return {
    position: (shardId) => shards.get(shardId),
    save(shardId, position) {
      shards.set(shardId, position);
      writeFileSync(`${file}.new`, JSON.stringify({ streamArn, shards: Object.fromEntries(shards) }));
      renameSync(`${file}.new`, file);
    },
  };
}

function read(file: string): z.infer<typeof Stored> | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return Stored.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${file} is no checkpoint; remove it to read the stream from its beginning.`, { cause: error });
  }
}
