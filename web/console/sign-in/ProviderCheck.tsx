// Asking a provider what it can, and in words what was found.
import { useSignal } from '@preact/signals';
import type { ProviderFinding } from '../../../shared/sign-in.ts';
import type { ProviderReport } from '../../../shared/sign-in-routes.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Answer, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import type { ProviderSite } from './provider.ts';
import type { SignInTexts } from './texts.ts';

interface Props {
  site: ProviderSite;
  texts: SignInTexts;
  onChange: () => Promise<void>;
}

/** What stops nobody, but is to be known. */
const NOTES: readonly ProviderFinding[] = ['client_unknown', 'scopes', 'no_ending'];

export const ProviderCheck = ({ site, texts, onChange }: Props) => {
  const answer = useSignal<Answer<ProviderReport> | undefined>(undefined);
  const isBusy = useSignal(false);
  const look = async () => {
    isBusy.value = true;
    answer.value = undefined;
    answer.value = await request('POST /api/providers/{site}/check', { site });
    isBusy.value = false;
    await onChange();
  };
  const report = answer.value;
  return (
    <>
      <p>
        <Button busy={isBusy.value} onClick={look}>
          {isBusy.value ? texts.checking : texts.check}
        </Button>
      </p>
      <div role="status">
        {report &&
          ('ok' in report ? (
            <Report report={report.ok} texts={texts} />
          ) : (
            <FailureAlert fault={report} words={texts.refusals} />
          ))}
      </div>
    </>
  );
};

const Report = ({ report: { findings }, texts }: { report: ProviderReport; texts: SignInTexts }) =>
  findings.length === 0 ? (
    <Alert kind="success">{texts.fine}</Alert>
  ) : (
    <Alert kind={findings.every((finding) => NOTES.includes(finding)) ? 'warning' : 'error'}>
      {findings.map((finding) => (
        <p key={finding}>{texts.findings[finding]}</p>
      ))}
    </Alert>
  );
