// The member's endpoints: what each is sent, and how it went.
import { Button } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Page } from '../../shell/page';
import { Dot, type Tone } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { Side } from '../../ui/side';
import { Ago } from '../../ui/when';
import { replaying, type Subscription, useSubscriptions, useWords } from './query';
import css from './webhooks.module.css';

const Detail = lazy(() => import('./detail'));
const Form = lazy(() => import('./form'));
const Secret = lazy(() => import('./secret'));

const tones: Record<Schemas['SubscriptionState'], Tone> = { active: 'good', pending: 'warn', paused: 'calm', disabled: 'bad' };

export default function Webhooks() {
  const { t } = useTranslation(['webhooks', 'common']);
  const { subscription: open } = useParams({ strict: false }) as { subscription?: string };
  const go = useNavigate();
  const words = useWords();
  const asked = useSubscriptions();
  const [adding, add] = useState(false);
  const [made, keep] = useState<Schemas['SubscriptionWithSecret']>();
  const show = (id?: string) => void go({ to: id ? `/webhooks/${id}` : '/webhooks', resetScroll: false } as never);
  const button = <Button leftSection={<IconPlus size={17} />} onClick={() => add(true)}>{t('add')}</Button>;
  const items = asked.data?.items ?? [];
  const one = items.find((s) => s.id === open);
  return (
    <Page title={t('title')} about={t('about')} actions={items.length > 0 && button}>
      <section className="card">
        {asked.isPending ? <Rows n={3} /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : items.length === 0 ? <Empty icon={IconWebhook} title={t('none')} action={button}>{t('noneHelp')}</Empty> : (
          <ul className={css.list}>
            {items.map((s) => (
              <li key={s.id} className={css.item} data-open={s.id === open || undefined}>
                <div><Link to={`/webhooks/${s.id}` as string} resetScroll={false} className={css.name}>{s.name || t('unnamed')}</Link><span className={`mono ${css.url}`}>{s.url}</span></div>
                <span className={css.soft}>{words.filter(s)}</span>
                <How of={s} />
              </li>
            ))}
          </ul>
        )}
      </section>
      {open && asked.data && <Side title={t('endpoint')} size={640} close={() => show()}><Detail key={open} of={one} close={() => show()} kept={keep} /></Side>}
      {adding && <Suspense><Form close={() => add(false)} done={(_, secret) => { add(false); keep(secret); }} /></Suspense>}
      {made && <Suspense><Secret of={made} close={() => { keep(undefined); show(made.id); }} /></Suspense>}
    </Page>
  );
}

// How is how an endpoint does, in a word or two.
export function How({ of: s }: { of: Subscription }) {
  const { t } = useTranslation('webhooks');
  const failed = s.state === 'active' ? (s.progress?.failed_attempts ?? 0) : 0;
  return (
    <span className={css.how}>
      <Dot tone={failed ? 'warn' : tones[s.state]}>{failed ? t('state.failing') : t(`state.${s.state}`)}</Dot>
      {replaying(s) ? <span className={css.soft}>{t('replay.going')}</span> : failed > 0 && s.progress?.next_at && <span className={css.soft}>{t('health.next')} <Ago at={s.progress.next_at} /></span>}
    </span>
  );
}
