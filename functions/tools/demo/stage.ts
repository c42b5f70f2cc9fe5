// The product without sockets and at any time: people act through its own actions and routes, and nobody is told. Independent of any content.
import { randomBytes, randomInt } from 'node:crypto';
import * as v from 'valibot';
import type { ActionInput, ActionName, ActionReply } from '../../../shared/actions.ts';
import { Cid, Sid } from '../../../shared/model.ts';
import { conversationActions } from '../../actions/conversation-actions.ts';
import { deskActions } from '../../actions/desk-actions.ts';
import type { DeskContext } from '../../adapters/context.ts';
import type { Account } from '../../domain/account.ts';
import { createRun } from '../../pipeline/run.ts';
import { findByLogin, permissionsOfAccount } from '../../store/accounts.ts';
import type { Db } from '../../store/db.ts';

export interface Actor {
  readonly account: Account;
  /** @throws the refusal's code. */
  ask<N extends ActionName>(action: N, input: ActionInput<N>): Promise<ActionReply<N>>;
}

export const newId = () => randomBytes(16).toString('base64url');
export const newCid = (): Cid => v.parse(Cid, newId());
/** Of the one tab everybody has here. */
export const sid: Sid = v.parse(Sid, 'demodemo');

export const createStage = (db: Db) => {
  let time = 0;
  const context: DeskContext = {
    db,
    now: () => time,
    newId,
    random: () => randomInt(2 ** 32) / 2 ** 32,
    deliver: async () => new Set(),
    publish: async () => {},
  };
  const run = createRun<'conversation' | 'desk'>(context, { ...conversationActions, ...deskActions });
  const actors = new Map<string, Actor>();

  const enter = async (login: string): Promise<Actor> => {
    const account = (await findByLogin(db, 'customer', login)) ?? (await findByLogin(db, 'agent', login));
    if (!account) throw new Error(`there is no ${login}`);
    const me = {
      ...account,
      permissions: await permissionsOfAccount(db, account),
      connection: `demo-${login}`,
    };
    return {
      account,
      async ask<N extends ActionName>(action: N, input: ActionInput<N>) {
        const answer = await run(me, action, input);
        if ('error' in answer) throw new Error(`${login}: ${action}: ${answer.error.code}`);
        // The action's own reply, which the look-up by name cannot say.
        return answer.ok as ActionReply<N>;
      },
    };
  };
  return {
    context,
    now: () => time,
    /** Milliseconds since 1970. */
    moveTo(to: number) {
      time = to;
    },
    /** Somebody, by login. */
    async as(login: string): Promise<Actor> {
      const actor = actors.get(login) ?? (await enter(login));
      actors.set(login, actor);
      return actor;
    },
  };
};
export type Stage = ReturnType<typeof createStage>;
