// The console's components in their states, with a desk whose server is played here.
import { signal } from '@preact/signals';
import type { ChatSummary, Entry, Person } from '../../shared/model.ts';
import type { overview } from '../../shared/text/nl/console-overview.ts';
import type { Text } from '../../shared/text/text.ts';
import { ChatWindows } from '../../web/console/chat/ChatWindows.tsx';
import { ChatList } from '../../web/console/desk/ChatList.tsx';
import { ChatTabs } from '../../web/console/desk/ChatTabs.tsx';
import { DeskBar } from '../../web/console/desk/DeskBar.tsx';
import { OverviewPage } from '../../web/console/overview/OverviewPage.tsx';
import { createPage } from '../../web/console/shell/page.ts';
import { Give, type ShownTexts } from '../../web/console/shell/uses.tsx';
import { createConsole } from '../../web/console/state/create-console.ts';
import { createLayout } from '../../web/console/state/layout.ts';
import { createMe } from '../../web/console/state/me.ts';
import { createNotifier } from '../../web/console/state/notifier.ts';
import { createPageModels } from '../../web/console/state/page-models.ts';
import { createTabStorage } from '../../web/console/state/tab-storage.ts';
import {
  aChatId,
  aChatSummary,
  aCid,
  aConversation,
  aForm,
  aMessage,
  anAgentSummary,
  anInvitation,
  anna,
  aSid,
  asAuthor,
  asCustomer,
  bram,
  carla,
  settings,
} from '../support/builders.ts';
import {
  createFakeConnection,
  createFakeConversation,
  createFakeTabs,
  createStorage,
} from '../web/console/support/fake-connection.ts';
import { Specimen, Specimens } from './specimen.tsx';

const MINUTE = 60_000;
const now = Date.now();
const ago = (minutes: number) => now - minutes * MINUTE;

/** By nickname; what it is in says the state it is there for. */
const given: Readonly<Record<string, Partial<ChatSummary>>> = {
  Online: { state: 'online' },
  Wacht: { state: 'waiting', waitingSince: ago(0.2), question: 'Wanneer komt de monteur?' },
  'Wacht al': { state: 'waiting', waitingSince: ago(2), question: 'Mijn factuur klopt niet. '.repeat(12) },
  Dringend: { state: 'waiting', waitingSince: ago(9), question: 'Hallo?', email: 'd@example.nl' },
  Gevraagd: {
    state: 'active',
    agents: [bram],
    invitations: [anInvitation({ agent: anna, by: bram, note: 'Weet jij dit?' })],
  },
  Overdracht: {
    state: 'active',
    agents: [bram],
    invitations: [anInvitation({ agent: anna, by: bram, transfer: true })],
  },
  'Van Bram': { state: 'active', agents: [bram, carla] },
  Gesprek: { state: 'active', agents: [anna, bram] },
  'Wacht op u': { state: 'active', agents: [anna] },
  Uitgenodigd: { state: 'active', agents: [anna], invitations: [anInvitation({ agent: carla, by: anna })] },
  'Klant weg': { state: 'active', agents: [anna], goneSince: ago(4) },
  Mislukt: { state: 'active', agents: [anna] },
  'Loopt af': { state: 'active', agents: [anna] },
  Beëindigd: { state: 'ended', agents: [anna], ended: { at: ago(1), reason: 'customer' } },
};
const WATCHED = 'Van Bram';

const idOf = (name: string) => aChatId(name.replaceAll(/[^A-Za-z]/g, ''));
const chats: readonly ChatSummary[] = Object.entries(given).map(([name, more], at) =>
  aChatSummary(name, { id: idOf(name), startedAt: ago(20 - at), ...more }),
);

const entriesOf = (name: string): readonly Entry[] => {
  const talk = aConversation(name, [
    ['klant', 'Op de factuur van februari staat een bedrag dat ik niet kan plaatsen.'],
    [bram, 'Om welk factuurnummer gaat het?'],
    [anna, 'Ik kijk mee. Zie https://portaal.example/facturen.'],
  ]).map((entry, at) => ({ ...entry, at: ago(10 - at) }));
  const said =
    name === 'Wacht op u'
      ? aMessage(5, asCustomer(name), 'Bent u er nog?', ago(1.5))
      : aMessage(5, asAuthor(anna), 'Een moment, alstublieft.', ago(1));
  const end = { kind: 'ended', seq: 6, at: ago(1), cid: aCid('e'), reason: 'customer' } as const;
  return name === 'Beëindigd' ? [...talk, said, end] : [...talk, said];
};

const createDesk = () => {
  const server = createFakeConnection();
  const agents = [
    anAgentSummary(anna, { max: 8 }),
    anAgentSummary(bram, { max: 3 }),
    anAgentSummary(carla, { reachable: false }),
  ];
  server.answer('desk.enter', () => ({
    ok: {
      me: anna,
      permissions: ['helpdesk', 'manage'],
      settings,
      categories: ['Facturen', 'Storingen'],
      chats: [...chats],
      agents,
      now: Date.now(),
    },
  }));
  server.answer('chat.form', () => ({ ok: aForm({ subject: 'Factuur februari', category: 'Facturen' }) }));
  server.answer('usage.read', () => ({ error: { code: 'forbidden' } }));
  const nameOf = (chatId: string) => chats.find(({ id }) => id === chatId)?.nickname ?? '';
  const storage = createStorage();
  const desk = createConsole({
    connection: server.connection,
    openConversation: ({ chatId }) => {
      const chat = chats.find(({ id }) => id === chatId);
      const name = nameOf(chatId);
      const conversation = createFakeConversation(
        chatId,
        chat && { chat: { ...chat, agents: [...chat.agents] }, entries: entriesOf(name) },
      );
      if (name === 'Mislukt')
        conversation.outgoing.value = [
          { cid: aCid('s'), text: 'Dit is onderweg.', at: now, state: 'sending' },
          { cid: aCid('f'), text: 'Dit kwam niet aan.', at: now, state: 'failed', refusal: { code: 'busy' } },
        ];
      return conversation;
    },
    loadDraft: async (chatId) => (nameOf(chatId) === 'Gesprek' ? 'Ik heb het gevon' : ''),
    tabStorage: createTabStorage(storage, anna.id),
    tabs: createFakeTabs(),
    layout: createLayout(storage, anna.id),
    sid: aSid,
    newCid: () => aCid('n'),
    now: Date.now,
    random: () => 0.5,
  });
  return { desk, server };
};

/** Tells the desk what is not in a chat as it is listed: what is typed, who types, an end that comes near. */
const tellMore = ({ desk, server }: ReturnType<typeof createDesk>) => {
  desk.watch(idOf(WATCHED));
  server.push({
    event: 'preview.changed',
    chatId: idOf('Gesprek'),
    rev: 9 * 2 ** 41,
    text: 'Fijn, dank u w',
  });
  server.push({ event: 'customer.typing', chatId: idOf('Online'), at: Date.now() });
  const endsAt = Date.now() + 10 * MINUTE;
  server.push({ event: 'chat.expiring', chatId: idOf('Loopt af'), seq: 5, endsAt, now: Date.now() });
};

interface Props {
  readonly texts: ShownTexts & { readonly overview: Text<typeof overview> };
}

const output = {
  isSoundBlocked: signal(false),
  isDesktopBlocked: signal(false),
  allowSound: async () => {},
  allowDesktop: async () => {},
  playSound: () => {},
  notify: () => () => {},
  close: () => {},
};

/** Resolves once the desk is known. */
export const createConsoleComponents = async (texts: Props['texts']) => {
  const made = createDesk();
  const { desk, server } = made;
  const user: Person & { readonly login: string; readonly role: 'agent' } = {
    ...anna,
    login: 'anna',
    role: 'agent',
  };
  const session = { user, permissions: ['helpdesk', 'manage'] as ('helpdesk' | 'manage')[] };
  const me = createMe({ session, connection: server.connection, ask: async () => ({ ok: session }) });
  const notifier = createNotifier({
    alerts: desk.alerts,
    output,
    storage: createStorage(),
    isNotifying: signal(false),
  });
  const models = createPageModels(desk, { now: Date.now });
  const page = createPage(window);
  await new Promise((answered) => setTimeout(answered));
  tellMore(made);
  return () => (
    <Give texts={texts} desk={desk} me={me} models={models} page={page} notifications={{ notifier, output }}>
      <Specimens title="The console">
        <Specimen title="DeskBar: on duty, with figures, the settings, the bell and the connection" wide>
          <DeskBar />
        </Specimen>
        <Specimen title="ChatList: a block in each state, and who waits longest">
          <div class="specimen__list">
            <ChatList isPanel={false} />
          </div>
        </Specimen>
        <Specimen title="ChatTabs of a narrow screen">
          <ChatTabs current={idOf('Gesprek')} onChoose={() => {}} />
        </Specimen>
        <Specimen
          title="ChatWindows: typed, waiting, invited, customer gone, failed, about to end, watched, ended"
          wide
        >
          <div class={page.isNarrow.value ? 'specimen__windows desk--narrow' : 'specimen__windows'}>
            <ChatWindows only={page.isNarrow.value ? idOf('Gesprek') : undefined} />
          </div>
        </Specimen>
        <Specimen title="OverviewPage" wide>
          <OverviewPage texts={texts} />
        </Specimen>
      </Specimens>
    </Give>
  );
};
