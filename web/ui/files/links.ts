// Links to a file, which work for a minute: asked for when it is looked at.
import { type Answer, send } from '../api.ts';

export interface Links {
  readonly url: string;
  readonly save: string;
  readonly small?: string;
}

/** @param at where links are asked for, such as `/api/chats/…/files`. */
export const linksTo = (at: string, id: string): Promise<Answer<Links>> =>
  send({ method: 'GET', url: `${at}/${id}` });
