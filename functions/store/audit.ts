// Who watched which chat unseen (S91), who changed what others may: written for administrators, read by nobody else.
import * as v from 'valibot';
import { AuditLine, type ChatId } from '../../shared/model.ts';
import { type Db, type Item, unconditional, type Write } from './db.ts';
import { AUDIT } from './keys.ts';

export const addAuditLine = async (db: Db, line: AuditLine, id: string): Promise<void> => {
  await db.put(toItem(line, id), unconditional('a line of its own, under an id nobody else has'));
};

/** To be written with what it tells of: the one is not there without the other. */
export const auditLine = (line: AuditLine, id: string) =>
  ({
    put: toItem(line, id),
    when: unconditional('a line of its own, under an id nobody else has'),
  }) satisfies Write;

const toItem = (line: AuditLine, id: string): Item => ({ pk: AUDIT, sk: `${line.at}#${id}`, ...line });

const KeyedLine = v.intersect([v.object({ pk: v.string(), sk: v.string() }), AuditLine]);

/** Every line there is, a batch at a time: for an export or an erasure, which nobody waits for at a desk. */
export async function* readAllAuditLines(db: Db): AsyncGenerator<v.InferOutput<typeof KeyedLine>> {
  for (let from = '\u0000'; ; ) {
    const page = await db.query({ pk: AUDIT, from, consistent: true });
    for (const item of page.items) yield v.parse(KeyedLine, item);
    if (!page.more) return;
    from = `${page.items.at(-1)?.sk}\u0000`;
  }
}

/** Takes out of the log what tells of the chats, or of the login, of one customer. What was done, by whom and when stays. */
export const forgetInAudit = async (
  db: Db,
  { chatIds, login }: { chatIds: ReadonlySet<ChatId>; login: string },
): Promise<void> => {
  for await (const line of readAllAuditLines(db)) {
    const { pk, sk } = line;
    const field =
      'nickname' in line && chatIds.has(line.chatId) && line.nickname !== ''
        ? 'nickname'
        : 'about' in line && line.about === login
          ? 'about'
          : undefined;
    if (!field) continue;
    await db.update(
      { pk, sk },
      {
        update: 'SET #field = :none',
        condition: 'attribute_exists(pk)',
        names: { '#field': field },
        values: { ':none': '' },
      },
    );
  }
};

/** The latest, newest first. */
export const listAuditLines = async (db: Db, limit: number): Promise<AuditLine[]> => {
  const { items } = await db.query({ pk: AUDIT, backwards: true, limit });
  return items.map((item) => v.parse(AuditLine, item));
};
