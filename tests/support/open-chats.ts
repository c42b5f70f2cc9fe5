// Every chat that is not closed, as the product's own pages of them put together.
import type { Db } from '../../functions/store/db.ts';
import { type OpenChat, readOpenBatch } from '../../functions/store/open-chats.ts';

/** Oldest first. */
export const listOpen = async (db: Db): Promise<OpenChat[]> => {
  const open: OpenChat[] = [];
  for (let from: string | undefined = ''; from !== undefined; ) {
    const batch: Awaited<ReturnType<typeof readOpenBatch>> = await readOpenBatch(db, from);
    open.push(...batch.found);
    from = batch.next;
  }
  return open;
};
