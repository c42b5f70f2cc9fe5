// Who watched which chat unseen (S91), for administrators.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AuditLine } from '../../shared/model.ts';
import type { audit } from '../text/nl/console-audit.ts';
import type { Text } from '../text/text.ts';
import { Alert } from '../ui/Alert.tsx';
import { type Answer, answerText } from '../ui/api.ts';
import { Loading } from '../ui/Spinner.tsx';
import { Time } from '../ui/Time.tsx';
import { formatDateTime } from '../ui/time.ts';
import { OfficePage } from './OfficePage.tsx';
import { useView } from './view.ts';

interface Props {
  texts: { readonly audit: Text<typeof audit> };
}

export const AuditPage = ({ texts }: Props) => {
  const { pages } = useView().consoleTexts;
  return (
    <OfficePage title={pages.audit} lead={texts.audit.lead}>
      {() => <Lines texts={texts.audit} />}
    </OfficePage>
  );
};

const Lines = ({ texts }: { texts: Text<typeof audit> }) => {
  const { common, ui, desk } = useView();
  const answer = useSignal<Answer<{ lines: readonly AuditLine[] }> | undefined>(undefined);
  useEffect(
    () =>
      desk.connection.onOnline(async () => {
        answer.value = await desk.connection.call('audit.list', {});
      }),
    [],
  );
  const said = answer.value;
  if (!said) return <Loading label={ui.loading} />;
  if (!('ok' in said)) return <Alert kind="error">{answerText(said, ui, common)}</Alert>;
  if (said.ok.lines.length === 0) return <p class="card soft">{texts.empty}</p>;
  return (
    <div class="card">
      <table class="table rows">
        <thead>
          <tr>
            {[texts.at, texts.who, texts.what, texts.chat].map((label) => (
              <th scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {said.ok.lines.map(({ at, who, action, ...line }) => (
            <tr key={`${at}${who.id}${'chatId' in line ? line.chatId : line.about}${action}`}>
              <td data-label={texts.at}>
                <Time at={at} locale={common.locale} format={formatDateTime} />
              </td>
              <td data-label={texts.who}>
                <bdi>{who.name}</bdi>
              </td>
              <td data-label={texts.what}>{texts.actions[action]}</td>
              <td data-label={texts.chat}>
                <bdi>{'chatId' in line ? line.nickname : line.about}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
