// A path the console does not have.
import { EmptyState } from '../../ui/EmptyState.tsx';
import { infoIcon } from '../../ui/icons.ts';
import { useTexts } from './uses.tsx';

export const NotFound = () => {
  const { consoleTexts: texts } = useTexts();
  return (
    <main class="page" id="content" tabIndex={-1}>
      <h1 class="visually-hidden">{texts.notFound.title}</h1>
      <EmptyState icon={infoIcon} title={texts.notFound.title}>
        <p>
          <a href="/">{texts.notFound.back}</a>
        </p>
      </EmptyState>
    </main>
  );
};
