// What another company's page and the frame of the chat in it say to each other, each to the exact origin of the other. As types alone.

/** The page the frame is on: its path, and its title (S141). */
export interface Where {
  readonly path: string;
  readonly title: string;
}

/** From the page. */
export type ToFrame =
  /** First of all, and with it the frame learns whose page it is in: who is signed in there, by the `sub` of its tokens. */
  | ({ readonly user: string | undefined; readonly language: string } & Where)
  | Where
  | { readonly token: string | undefined }
  | { readonly shown: boolean }
  | { readonly leave: true };

/** From the frame. */
export type ToPage =
  /** A token is needed to begin a session. */
  | { readonly wants: 'token' }
  /** There is no chat, by the name of the rule. */
  | { readonly failed: string }
  /** How much of the frame is not to be seen, nor to be clicked: pixels from each edge, as CSS counts them. */
  | { readonly clip: readonly [top: number, right: number, bottom: number, left: number] | undefined }
  | { readonly unread: number }
  | { readonly ended: true }
  | { readonly left: true };
