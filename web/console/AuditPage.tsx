// Who watched which chat unseen (S91), and who changed what others may; for administrators.
import { Alert } from '../ui/Alert.tsx';
import { answerText, request } from '../ui/api.ts';
import { Loading } from '../ui/Spinner.tsx';
import { Time } from '../ui/Time.tsx';
import { formatDateTime } from '../ui/time.ts';
import { OfficePage } from './OfficePage.tsx';
import { rightsText } from './people/AccountFieldsView.tsx';
import type { PeopleTexts, WithTexts } from './people/texts.ts';
import { useAnswer } from './people/use-answer.ts';
import { useView } from './view.ts';

export const AuditPage = ({ texts: { people: texts } }: WithTexts) => (
  <OfficePage needs="administer" title={useView().consoleTexts.pages.audit} lead={texts.audit.lead}>
    {() => <Lines texts={texts} />}
  </OfficePage>
);

const Lines = ({ texts: all }: { texts: PeopleTexts }) => {
  const { common, ui } = useView();
  const { audit: texts } = all;
  const { answer } = useAnswer(() => request('GET /api/audit', {}));
  const said = answer.value;
  if (!said) return <Loading label={ui.loading} />;
  if (!('ok' in said)) return <Alert kind="error">{answerText(said, ui, common)}</Alert>;
  if (said.ok.lines.length === 0) return <p class="card soft">{texts.empty}</p>;
  return (
    <div class="card">
      <table class="table rows">
        <thead>
          <tr>
            {[texts.at, texts.who, texts.what, texts.about, texts.rights].map((label) => (
              <th scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {said.ok.lines.map((line) => (
            <tr key={`${line.at}${line.who.id}${line.action}${'about' in line ? line.about : line.chatId}`}>
              <td data-label={texts.at}>
                <Time at={line.at} locale={common.locale} format={formatDateTime} />
              </td>
              <td data-label={texts.who}>
                <bdi>{line.who.name}</bdi>
              </td>
              <td data-label={texts.what}>{texts.actions[line.action]}</td>
              <td data-label={texts.about}>
                <bdi>{'about' in line ? line.about || all.list.nothing : texts.chat(line.nickname)}</bdi>
              </td>
              <td data-label={'rights' in line ? texts.rights : undefined}>
                {'rights' in line && <bdi>{rightsText(line.rights, all) || all.form.noRights}</bdi>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
