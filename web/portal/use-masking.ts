// What of a form is masked before it is sent (S139), told while it is typed.
import { useEffect, useState } from 'preact/hooks';
import type { MaskKind } from '../../shared/model.ts';
import { request } from '../ui/api.ts';
import type { Texts } from './texts.ts';

type Mask = (text: string) => { readonly text: string; readonly kinds: readonly MaskKind[] };

const load = async (): Promise<Mask> => {
  const [{ MASK_KINDS, maskText }, notice] = await Promise.all([
    import('./masking.ts'),
    request('GET /api/privacy', {}),
  ]);
  const masks = ('ok' in notice && notice.ok.masks) || MASK_KINDS;
  return (text) => maskText(text, masks);
};

let loading: Promise<Mask> | undefined;
/** Where it does not come, the server masks. */
const loadOnce = (): Promise<Mask> => {
  loading ??= load().catch(() => {
    loading = undefined;
    return (text) => ({ text, kinds: [] });
  });
  return loading;
};

/** @param typed in the fields that are masked. */
export const useMasking = ({ portal, common }: Texts, ...typed: readonly string[]) => {
  const [find, setFind] = useState<{ readonly mask: Mask }>();
  const hasDigits = typed.some((text) => /\d/.test(text));
  useEffect(() => {
    if (hasDigits) void loadOnce().then((mask) => setFind({ mask }));
  }, [hasDigits]);
  const kinds = new Set(typed.flatMap((text) => find?.mask(text).kinds ?? []));
  const names = new Intl.ListFormat(common.locale).format(
    [...kinds].map((kind) => portal.ticket.maskKinds[kind]),
  );
  return {
    /** What will be masked and why; nothing while there is nothing. */
    hint: kinds.size > 0 ? portal.ticket.willMask(names) : undefined,
    mask: async (text: string): Promise<string> => (await loadOnce())(text).text,
  };
};
