// The card of the opening hours: fetched beside the settings, with its texts.
import type { Language } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { lazyPart } from '../shell/lazy.tsx';

const textsIn = {
  nl: () => import('../../../shared/text/nl/console-hours.ts'),
  en: () => import('../../../shared/text/en/console-hours.ts'),
} as const;

export const HoursCard = lazyPart<object>(
  async (language: Language) => {
    const [{ HoursCard: Card }, { hours }] = await Promise.all([
      import('./HoursCard.tsx'),
      textsIn[language](),
    ]);
    return () => <Card texts={hours} />;
  },
  ({ fault }) =>
    fault ? (
      <Alert kind="error">
        {fault.title} {fault.again}
      </Alert>
    ) : null,
);
