import { Button, Group } from '@mantine/core';
import { IconMailbox, IconReload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, sure } from '../../api/client';
import { Dot } from '../../ui/marks';
import { Empty, Failed, Rows, Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import { Ago, useNumber, When } from '../../ui/when';
import { Ask } from './dialogs';
import { again, useLetters, useWords } from './query';
import css from './webhooks.module.css';

// Letters are what an endpoint has refused for good: the rest went on without them.
export function Letters({ of: subscription }: { of: string }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const number = useNumber();
  const asked = useLetters(subscription);
  const all = useMutation({
    mutationFn: () => sure(api.POST('/v1/subscriptions/{subscription}/dead-letters/resend', { params: { path: { subscription } } })),
    onSuccess: (r) => { again(); void told(t('letters.wanted', { count: r.wanted, n: number(r.wanted) })); },
  });
  const [forgetting, forget] = useState<Schemas['DeadLetter']>();
  const gone = useMutation({
    mutationFn: (letter: string) => api.DELETE('/v1/subscriptions/{subscription}/dead-letters/{letter}', { params: { path: { subscription, letter } } }),
    onSuccess: () => { again(); forget(undefined); },
  });
  const items = asked.data?.pages.flatMap((p) => p.items) ?? [];
  if (asked.isPending) return <Rows n={3} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  if (items.length === 0) return <Empty icon={IconMailbox} title={t('letters.none')}>{t('letters.noneHelp')}</Empty>;
  return (
    <section aria-label={t('tab.letters')}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="xs">
        <p className={css.soft} style={{ margin: 0 }}>{t('letters.help')}</p>
        <Button size="xs" style={{ flex: 'none' }} leftSection={<IconReload size={15} />} loading={all.isPending} onClick={() => all.mutate()}>{t('letters.all')}</Button>
      </Group>
      <Trouble error={all.error} />
      <ul className={css.tries}>{items.map((l) => <Letter key={l.webhook_id} of={l} subscription={subscription} forget={() => forget(l)} />)}</ul>
      {asked.hasNextPage && <Button variant="default" mt="sm" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t('common:do.more')}</Button>}
      {forgetting && (
        <Ask title={t('letters.forgetTitle')} close={() => forget(undefined)} error={gone.error} yes={t('letters.forgetYes')} busy={gone.isPending} bad run={() => gone.mutate(forgetting.webhook_id)}>
          <p style={{ margin: 0 }}>{t('letters.forgetHelp')}</p>
        </Ask>
      )}
    </section>
  );
}

function Letter({ of: l, subscription, forget }: { of: Schemas['DeadLetter']; subscription: string; forget: () => void }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const words = useWords();
  const number = useNumber();
  const resend = useMutation({
    mutationFn: () => sure(api.POST('/v1/subscriptions/{subscription}/dead-letters/{letter}/resend', { params: { path: { subscription, letter: l.webhook_id } } })),
    onSuccess: again,
  });
  return (
    <li className={css.letter}>
      <div>
        <Dot tone={l.wanted ? 'warn' : 'bad'}>{l.wanted ? t('letters.waiting') : t('letters.refused')}</Dot>
        <div><strong>{words.event(l.event)}</strong> <span className={css.soft}><When at={l.event_at} /></span></div>
        <div className={css.soft}>{l.status && <b className="num">{l.status} </b>}{l.error} · {t('letters.tries', { count: l.attempts, n: number(l.attempts) })} · <Ago at={l.tried_at} /></div>
        <div className={`mono ${css.soft}`}>{l.webhook_id}</div>
        <Trouble error={resend.error} />
      </div>
      <Group gap={6} wrap="nowrap">
        <Button size="xs" variant="default" disabled={l.wanted} loading={resend.isPending} onClick={() => resend.mutate()}>{t('resend')}</Button>
        <Button size="xs" variant="subtle" color="red" onClick={forget}>{t('letters.forget')}</Button>
      </Group>
    </li>
  );
}
