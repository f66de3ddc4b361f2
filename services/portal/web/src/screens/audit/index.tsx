// Audit: who did what, what was decided of whom, and the proof that nobody has rewritten it.
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../api/client';
import { useMe } from '../../api/queries';
import { useViewers } from '../../api/viewers';
import { Page } from '../../shell/page';
import { Failed, Rows } from '../../ui/say';
import css from './audit.module.css';
import { Trail } from './trail';

const Decisions = lazy(() => import('./decisions'));
const Proof = lazy(() => import('./chain'));

const parts = ['trail', 'decisions', 'proof'] as const;

export default function Audit() {
  const { t } = useTranslation(['audit', 'common']);
  const { part = 'trail' } = useParams({ strict: false }) as { part?: string };
  const me = useMe().data;
  const names = useViewers();
  const oversees = me?.scopes.includes('audit') ?? false;
  return (
    <Page title={t('title')} about={t(oversees ? 'about' : 'aboutOwn')}>
      <nav className={css.tabs} aria-label={t('parts')}>
        {parts.map((p) => <Link key={p} to={(p === 'trail' ? '/audit' : `/audit/${p}`) as string} search={{} as never} className={css.tab} data-here={p === part || undefined} aria-current={p === part ? 'page' : undefined}>{t(`part.${p}`)}</Link>)}
      </nav>
      <Suspense fallback={<Rows />}>
        {part === 'trail' ? <Trail names={names} oversees={oversees} /> : part === 'decisions' ? <Decisions names={names} oversees={oversees} /> : part === 'proof' ? <Proof oversees={oversees} /> : <Failed error={new Fault(404, {}, '')} />}
      </Suspense>
    </Page>
  );
}
