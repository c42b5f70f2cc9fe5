// A token that somebody pasted, and in words what is wrong with it.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { TokenReport } from '../../../shared/embed-routes.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Answer, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import type { EmbeddingTexts } from './texts.ts';

export const TokenCheck = ({ texts }: { texts: EmbeddingTexts['check'] }) => {
  const typed = useSignal('');
  const isMissing = useSignal(false);
  const isBusy = useSignal(false);
  const answer = useSignal<Answer<TokenReport> | undefined>(undefined);
  const field = useRef<HTMLTextAreaElement>(null);
  const look = async (event: Event) => {
    event.preventDefault();
    isMissing.value = !typed.value.trim();
    if (isMissing.value) return field.current?.focus();
    isBusy.value = true;
    answer.value = await request('POST /api/tokens/check', { token: typed.value });
    isBusy.value = false;
  };
  const report = answer.value;
  return (
    <form class="card fields" onSubmit={look} noValidate>
      <h2>{texts.title}</h2>
      <p class="soft">{texts.lead}</p>
      <Field label={texts.token} error={isMissing.value ? texts.missing : undefined}>
        {(control) => (
          <textarea
            {...control}
            ref={field}
            name="token"
            rows={4}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={typed.value}
            onInput={(event) => {
              isMissing.value = false;
              answer.value = undefined;
              typed.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      <div class="fields__buttons">
        <Button type="submit" busy={isBusy.value}>
          {texts.look}
        </Button>
      </div>
      <div role="status">
        {report &&
          ('ok' in report ? <Report report={report.ok} texts={texts} /> : <FailureAlert fault={report} />)}
      </div>
    </form>
  );
};

const Report = ({ report, texts }: { report: TokenReport; texts: EmbeddingTexts['check'] }) => (
  <>
    {report.fault ? <Alert kind="error">{texts.faults[report.fault]}</Alert> : <p>{texts.fine}</p>}
    {report.cuts.length > 0 && (
      <ul>
        {report.cuts.map((cut) => (
          <li key={cut}>{texts.cuts[cut]}</li>
        ))}
      </ul>
    )}
    {report.fault !== 'format' && (
      <>
        <h3>{texts.said}</h3>
        <dl class="facts">
          {(
            [
              [texts.issuer, report.issuer],
              [texts.audience, report.audience],
              [texts.subject, report.subject],
              [texts.name, report.name],
              [texts.email, report.email],
              [texts.groups, report.groups.join(', ')],
            ] as const
          ).map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <bdi>{value || texts.nothing}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </>
    )}
  </>
);
