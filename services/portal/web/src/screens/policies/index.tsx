// Policies: who may do what, how that is changed by two persons, and why somebody may or may not.
import { Button } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../api/client';
import { useViewers } from '../../api/viewers';
import { Page } from '../../shell/page';
import { Failed, Rows } from '../../ui/say';
import { Now } from './now';
import css from './policies.module.css';
import { useHand, useProposals } from './query';

const Editor = lazy(() => import('./editor'));
const Proposals = lazy(() => import('./proposals'));
const Proposal = lazy(() => import('./proposal'));
const History = lazy(() => import('./history'));
const Cases = lazy(() => import('./cases'));
const Explain = lazy(() => import('./explain'));

const parts = ['now', 'proposals', 'history', 'cases', 'explain'] as const;

export default function Policies() {
  const { t } = useTranslation(['policies', 'common']);
  const { part = 'now', id } = useParams({ strict: false }) as { part?: string; id?: string };
  const go = useNavigate();
  const names = useViewers();
  const { admin } = useHand();
  const open = useProposals().data?.pages.flatMap((p) => p.items).filter((p) => p.state === 'open').length ?? 0;
  const editing = part === 'draft';
  const here = editing ? 'proposals' : part;
  const known = editing ? admin : parts.some((p) => p === part);
  return (
    <Page title={t('title')} about={t('about')} actions={admin && !editing && <Button leftSection={<IconPencilPlus size={17} />} onClick={() => void go({ to: '/policies/draft' } as never)}>{t('propose')}</Button>}>
      <nav className={css.tabs} aria-label={t('parts')}>
        {parts.map((p) => (
          <Link key={p} to={(p === 'now' ? '/policies' : `/policies/${p}`) as string} className={css.tab} data-here={p === here || undefined} aria-current={p === here ? 'page' : undefined}>
            {t(`part.${p}`)}{p === 'proposals' && open > 0 && <span className={css.n} aria-label={t('openOnes', { count: open })}>{open}</span>}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Rows />}>
        {!known ? <Failed error={new Fault(404, {}, '')} /> : editing ? <Editor key={id ?? ''} id={id} names={names} />
          : part === 'proposals' ? (id ? <Proposal key={id} id={id} names={names} /> : <Proposals names={names} />)
          : part === 'history' ? <History names={names} /> : part === 'cases' ? <Cases names={names} /> : part === 'explain' ? <Explain names={names} /> : <Now names={names} />}
      </Suspense>
    </Page>
  );
}
