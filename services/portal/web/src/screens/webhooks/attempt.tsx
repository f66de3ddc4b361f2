// One attempt, whole: what was sent where, what came back, and what it would say now.
import { Alert, Button, Code, Group } from '@mantine/core';
import { IconArrowLeft, IconLock, IconReload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, sure } from '../../api/client';
import { Copy, Dot } from '../../ui/marks';
import { Failed, Rows, Trouble } from '../../ui/say';
import { useNumber, When } from '../../ui/when';
import { went } from './attempts';
import { again, type Subscription, useAsked, useDelivery, useWords } from './query';
import css from './webhooks.module.css';

export function Attempt({ of: s, id }: { of: Subscription; id: string }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const { set } = useAsked();
  const asked = useDelivery(s.id, id);
  return (
    <>
      <Button variant="subtle" size="compact-sm" mb="sm" leftSection={<IconArrowLeft size={15} />} onClick={() => set({ attempt: undefined })}>{t('backToAttempts')}</Button>
      {asked.isPending ? <Rows n={4} /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : <Whole of={asked.data} subscription={s.id} id={id} />}
    </>
  );
}

function Whole({ of: d, subscription, id }: { of: Schemas['DeliveryDetail']; subscription: string; id: string }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const words = useWords();
  const number = useNumber();
  const { set } = useAsked();
  const resend = useMutation({ mutationFn: () => sure(api.POST('/v1/subscriptions/{subscription}/deliveries/{delivery}/resend', { params: { path: { subscription, delivery: id } } })), onSuccess: again });
  const facts: [string, React.ReactNode][] = [
    [t('sentAt'), <When at={d.at} />],
    [t('took'), `${number(d.duration_ms)} ms`],
    [t('attemptNo'), number(d.attempt)],
    [t('answer'), d.status ? <b className="num">{d.status}</b> : t('noAnswer')],
    [t('why'), d.state !== 'delivered' && <>{d.failure && t(`failure.${d.failure}`)}{d.error && <div className={css.soft}>{d.error}</div>}</>],
    [t('nextAt'), d.next_at && <When at={d.next_at} />],
    ['webhook-id', <span className={css.copy}><span className="mono">{d.webhook_id}</span><Copy value={d.webhook_id} label={t('common:do.copy')} /></span>],
  ];
  return (
    <>
      <Group justify="space-between" mb="md">
        <div>
          <h3 className={css.title}>{words.event(d.event)}</h3>
          <Dot tone={went[d.state]}>{t(`delivery.${d.state}`)}</Dot>
        </div>
        {d.told.length > 0 && <Button leftSection={<IconReload size={16} />} loading={resend.isPending} disabled={resend.isSuccess} onClick={() => resend.mutate()}>{t('resend')}</Button>}
      </Group>
      <Trouble error={resend.error} />
      {resend.isSuccess && (
        <Alert mb="md" variant="light" role="status">
          {t('resent')} <Button variant="subtle" size="compact-sm" onClick={() => set({ attempt: undefined, state: undefined, event: undefined, of: d.told.length === 1 ? d.webhook_id : undefined })}>{t('seeAttempts')}</Button>
        </Alert>
      )}
      <dl className={css.facts}>{facts.filter(([, v]) => v).map(([k, v]) => [<dt key={k}>{k}</dt>, <dd key={`${k} `}>{v}</dd>])}</dl>
      {d.request && (
        <section className={css.part}>
          <h4>{t('request')}</h4>
          <p className="mono">{d.request.method} {d.request.url}</p>
          <Headers of={d.request.headers} />
          <p className={css.soft}>{t('bodyNotKept')}</p>
        </section>
      )}
      {d.response && (
        <section className={css.part}>
          <h4>{t('answerOf', { status: d.response.status })}</h4>
          <Headers of={d.response.headers} />
          {d.response.withheld && <p className={css.hidden}><IconLock size={14} aria-hidden />{t('withheld')}</p>}
          {d.response.body && <Code block className={css.body} tabIndex={0}>{d.response.body}</Code>}
          {d.response.truncated && <p className={css.soft}>{t('truncated')}</p>}
        </section>
      )}
      {d.told.length > 0 && (
        <section className={css.part}>
          <h4>{t('told', { count: d.told.length, n: number(d.told.length) })}</h4>
          {d.told.map((x) => (
            <div key={x.webhook_id} className={css.told}>
              <span>{words.event(x.event)} · <Link to={`/indicators/${x.indicator}` as string} className="mono">{x.indicator}</Link></span>
              {x.now ? <details><summary>{t('now')}</summary><Code block className={css.body} tabIndex={0}>{JSON.stringify(x.now, undefined, 2)}</Code></details> : <p className={css.soft}>{t('nothingNow')}</p>}
            </div>
          ))}
        </section>
      )}
    </>
  );
}

function Headers({ of }: { of: Schemas['DeliveryHeader'][] }) {
  const { t } = useTranslation('webhooks');
  if (of.length === 0) return null;
  return (
    <table className={css.headers}>
      <tbody>
        {of.map((h, n) => <tr key={h.name + n}><th scope="row">{h.name}</th><td>{h.value === '***' ? <span className={css.hidden} title={t('maskedHelp')}><IconLock size={12} aria-hidden />{t('masked')}</span> : h.value}</td></tr>)}
      </tbody>
    </table>
  );
}
