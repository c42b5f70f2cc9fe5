// "Privacy": what the helpdesk sees, how long what is kept as an administrator set it, and what a customer may ask.
import type { Period } from '../../shared/privacy-routes.ts';
import type { RouteReply } from '../../shared/routes.ts';
import { AsyncContent } from './AsyncContent.tsx';
import { pathTo } from './paths.ts';
import type { Texts } from './texts.ts';
import { useRequest } from './use-request.ts';

export const PrivacyPage = ({ texts }: { texts: Texts }) => {
  const { privacy: words } = texts.portal;
  const asked = useRequest('GET /api/privacy', {});
  return (
    <>
      <div>
        <h1>{words.title}</h1>
        <p class="page__lead">{words.lead}</p>
      </div>
      <AsyncContent {...asked} texts={texts}>
        {(notice) => <Notice notice={notice} texts={texts} />}
      </AsyncContent>
    </>
  );
};

const Notice = ({ notice, texts }: { notice: RouteReply<'GET /api/privacy'>; texts: Texts }) => {
  const { privacy: words } = texts.portal;
  const lengthOf = (period: Period | null) =>
    period ? formatPeriod(period, texts.common.locale) : words.noLimit;
  const kinds = notice.masks?.map((kind) => texts.portal.ticket.maskKinds[kind]) ?? [];
  const masks = new Intl.ListFormat(texts.common.locale).format(kinds);
  return (
    <div class="card privacy-notice">
      <section class="section">
        <h2>{words.seenTitle}</h2>
        <p>{notice.preview ? words.preview : words.noPreview}</p>
        {masks.length > 0 && <p>{words.masked(masks)}</p>}
        <p>{words.kept}</p>
        <p>{words.card}</p>
        <p>{words.watched}</p>
      </section>
      <section class="section">
        <h2>{words.keptTitle}</h2>
        <dl class="privacy-notice__periods">
          <Row name={words.cases} length={lengthOf(notice.cases)} />
          <Row name={words.deleted} length={lengthOf(notice.deleted)} />
          <Row name={words.ratings} length={lengthOf(notice.ratings)} />
        </dl>
        <p>{words.erased}</p>
      </section>
      <section class="section">
        <h2>{words.rightsTitle}</h2>
        <p>{words.rights}</p>
        <p>
          <a href={pathTo('new_ticket')}>{words.ask}</a>
        </p>
      </section>
    </div>
  );
};

const Row = ({ name, length }: { name: string; length: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{length}</dd>
  </div>
);

/** `24 maanden`, in the words of the language itself. */
const formatPeriod = ({ count, unit }: Period, locale: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unit === 'days' ? 'day' : 'month',
    unitDisplay: 'long',
  }).format(count);
