// "Privacy" under "Beheer": how long what is kept, and one customer's data as a whole.
import { ConsolePage } from '../shell/PageFrame.tsx';
import { useStyle } from '../shell/style.ts';
import { useTexts } from '../shell/uses.tsx';
import { CustomerCard } from './CustomerCard.tsx';
import style from './privacy.css?inline';
import { RetentionCard } from './RetentionCard.tsx';
import { type PrivacyTexts, privacyTexts } from './texts.ts';

export const PrivacyPage = ({ texts }: { texts: { readonly privacy: PrivacyTexts } }) => {
  const { consoleTexts } = useTexts();
  useStyle(style);
  return (
    <privacyTexts.Provider value={texts.privacy}>
      <ConsolePage title={consoleTexts.pages.privacy} lead={texts.privacy.lead}>
        {() => (
          <>
            <RetentionCard />
            <CustomerCard />
          </>
        )}
      </ConsolePage>
    </privacyTexts.Provider>
  );
};
