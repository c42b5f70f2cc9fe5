// "Chatoverzicht" (S105-S110): the figures of the desk and who handles how many chats, live.
import type { overview } from '../../../shared/text/nl/console-overview.ts';
import type { Text } from '../../../shared/text/text.ts';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { countFigures } from '../state/selectors.ts';
import { listAgentRows } from './overview.ts';
import { UsageCard } from './UsageCard.tsx';

interface Props {
  texts: { readonly overview: Text<typeof overview> };
}

export const OverviewPage = ({ texts: { overview: texts } }: Props) => {
  const { consoleTexts } = useTexts();
  const desk = useDesk();
  const state = desk.state.value;
  const labels = consoleTexts.figures;
  const { max, running, free, waiting } = countFigures(state);
  const agents = listAgentRows(state);
  const total = agents.reduce((sum, agent) => sum + agent.max, 0);
  return (
    <ConsolePage title={consoleTexts.pages.overview}>
      {() => (
        <>
          <dl class="tiles">
            <Tile label={labels.max} value={max} hint={texts.total(total)} />
            <Tile label={labels.running} value={running} />
            <Tile label={labels.free} value={free} />
            <Tile label={labels.waiting} value={waiting} isUrgent={waiting > 0} />
          </dl>
          <section class="card" aria-labelledby="agents">
            <h2 id="agents">{texts.table}</h2>
            {agents.length === 0 ? (
              <p class="soft">{texts.nobody}</p>
            ) : (
              <table class="table" aria-labelledby="agents">
                <thead>
                  <tr>
                    <th scope="col">{texts.user}</th>
                    <th scope="col">{labels.running}</th>
                    <th scope="col">{texts.duty}</th>
                  </tr>
                </thead>
                <tbody>
                  {agents.map(({ id, name, onDuty, isAway, load }) => (
                    <tr key={id}>
                      <th scope="row">
                        <bdi>{name}</bdi>
                      </th>
                      <td class="table--number">{load}</td>
                      <td>
                        <span class={`sign sign--${isAway ? 'bad' : onDuty ? 'good' : 'off'}`}>
                          {isAway ? texts.away : onDuty ? texts.on : texts.off}
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
          {state.permissions.includes('manage') && <UsageCard texts={texts.usage} />}
        </>
      )}
    </ConsolePage>
  );
};

interface TileProps {
  label: string;
  value: number;
  hint?: string;
  isUrgent?: boolean;
}

const Tile = ({ label, value, hint, isUrgent }: TileProps) => (
  <div class={`card${isUrgent ? ' figure--urgent' : ''}`}>
    <dt>{label}</dt>
    <dd>
      <b>{value}</b> {hint && <span class="soft">{hint}</span>}
    </dd>
  </div>
);
