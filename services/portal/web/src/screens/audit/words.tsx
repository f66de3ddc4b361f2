import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { useViewers } from '../../api/viewers';
import css from './audit.module.css';
import type messages from './messages.en';
import { type Kind, verbs } from './query';

export type Names = ReturnType<typeof useViewers>;

export function useSay() {
  const { t } = useTranslation(['audit', 'common']);
  return {
    kind: (k: string) => (k in verbs ? t(`kind.${k as Kind}`) : k),
    verb: (v: string) => t(`verb.${v as keyof (typeof messages)['verb']}`, { defaultValue: v }),
  };
}

// Thing is what an entry is about, by its name where the person may know it, and the way to it.
export function Thing({ kind, id, names }: { kind: string; id: string; names: Names }) {
  const to = kind === 'indicator' ? `/indicators/${id}` : kind === 'proposal' ? `/policies/proposals/${id}` : kind === 'policy' ? '/policies/history' : undefined;
  const name = kind === 'member' ? names.member(id) : kind === 'taskforce' ? names.force(id) : kind === 'person' ? names.viewer(`u:${id}`) : id;
  const said = <span className={name === id ? `mono ${css.id}` : css.id}>{name}</span>;
  return to ? <Link to={to as string} className={css.to}>{said}</Link> : said;
}

// Actor is who did it, and with which key.
export function Actor({ of, names }: { of: string; names: Names }) {
  const [, key] = of.split('/');
  return <span>{names.viewer(of)}{key && <span className={`mono ${css.key}`}>{key}</span>}</span>;
}
