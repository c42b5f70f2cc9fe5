// What this month's chats used and cost, in the overview of agents with "Chat beheren".
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MonthUsage } from '../../../shared/month-usage.ts';
import type { overview } from '../../../shared/text/nl/console-overview.ts';
import type { Text } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Answer, answerText } from '../../ui/api.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';

interface Props {
  texts: Text<typeof overview>['usage'];
}

export const UsageCard = ({ texts }: Props) => {
  const { common, ui } = useTexts();
  const desk = useDesk();
  const answer = useSignal<Answer<MonthUsage> | undefined>(undefined);
  useEffect(
    () =>
      desk.connection.onConnected(async () => {
        answer.value = await desk.connection.call('usage.read', {});
      }),
    [],
  );
  const answered = answer.value;
  return (
    <section class="card" aria-labelledby="usage">
      <h2 id="usage">{texts.title}</h2>
      {!answered && <Loading label={ui.loading} />}
      {answered && !('ok' in answered) && <Alert kind="error">{answerText(answered, ui, common)}</Alert>}
      {answered && 'ok' in answered && <Figures usage={answered.ok} texts={texts} />}
    </section>
  );
};

const Figures = ({ usage, texts }: Props & { usage: MonthUsage }) => {
  const { common } = useTexts();
  const { chats, messages, minutes, missed, dollars, pricedOn } = usage;
  const month = new Date(`${usage.month}-01`).toLocaleDateString(common.locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const pricesOf = new Date(pricedOn).toLocaleDateString(common.locale, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  const count = (number: number) => number.toLocaleString(common.locale, { maximumFractionDigits: 1 });
  /** A chat costs a fraction of a cent. */
  const money = (amount: number) =>
    amount.toLocaleString(common.locale, {
      style: 'currency',
      currency: 'USD',
      minimumFractionDigits: 2,
      maximumFractionDigits: amount < 1 ? 5 : 2,
    });
  const rows = [
    { label: texts.chats, total: chats, show: count },
    ...(missed === undefined ? [] : [{ label: texts.missed, total: missed, show: count }]),
    { label: texts.messages, total: messages, show: count },
    { label: texts.minutes, total: minutes, show: count },
    { label: texts.cost, total: dollars, show: money },
  ];
  /** Of which there is no more to say than how many. */
  const counted: readonly string[] = [texts.chats, texts.missed];
  return (
    <>
      <table class="table rows" aria-labelledby="usage">
        <thead>
          <tr>
            <th scope="col">{month}</th>
            <th scope="col">{texts.total}</th>
            <th scope="col">{texts.perChat}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, total, show }) => (
            <tr key={label}>
              <th scope="row" class="rows__wide">
                {label}
              </th>
              <td class="table--number" data-label={texts.total}>
                {show(total)}
              </td>
              <td class="table--number" data-label={texts.perChat}>
                {chats === 0 || counted.includes(label) ? '–' : show(total / chats)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft">{texts.note(pricesOf)}</p>
    </>
  );
};
