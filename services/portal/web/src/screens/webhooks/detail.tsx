// One endpoint: what it is sent, what can be done with it, and how each attempt went.
import { Alert, Badge, Button, Group } from '@mantine/core';
import { IconClockPlay, IconKey, IconPlayerPause, IconPlayerPlay, IconSend, IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, match, type Schemas, sure } from '../../api/client';
import { queries } from '../../api/queries';
import { Copy, Dot } from '../../ui/marks';
import { Failed, Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import { useTime, When } from '../../ui/when';
import { Deliveries } from './deliveries';
import { Remove, Replay, Rotate } from './dialogs';
import { tones } from '.';
import { type Subscription, useWords } from './query';
import css from './webhooks.module.css';

export default function Detail({ of: s, close, kept }: { of?: Subscription; close: () => void; kept: (s: Schemas['SubscriptionWithSecret']) => void }) {
  if (!s) return <Failed error={new Fault(404, {}, '')} />;
  return <One of={s} close={close} kept={kept} />;
}

function One({ of: s, close, kept }: { of: Subscription; close: () => void; kept: (s: Schemas['SubscriptionWithSecret']) => void }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const words = useWords();
  const time = useTime();
  const [doing, begin] = useState<'replay' | 'rotate' | 'remove'>();
  const path = { subscription: s.id };
  const again = () => void queries.invalidateQueries({ queryKey: ['webhooks'] });
  const turn = useMutation({
    mutationFn: (verb: 'pause' | 'resume' | 'retire') => api.POST(`/v1/subscriptions/{subscription}/${verb}`, { params: { path, header: match(s) } }),
    onSettled: again,
  });
  const verify = useMutation({ mutationFn: () => api.POST('/v1/subscriptions/{subscription}/verify', { params: { path }, body: {} }), onSuccess: () => void told(t('verified')), onSettled: again });
  const test = useMutation({ mutationFn: () => sure(api.POST('/v1/subscriptions/{subscription}/test', { params: { path } })), onSettled: again });
  const rows: [string, React.ReactNode][] = [
    [t('url'), <><span className="mono">{s.url}</span> <Copy value={s.url} label={t('common:do.copy')} /></>],
    [t('filter'), <>{words.filter(s)}{s.filter.where && <div className="mono">{s.filter.where}</div>}</>],
    [t('format'), t(`formats.${s.format}`)],
    [t('signing'), t(`signings.${s.signing}`)],
    [t('key'), s.public_key && <><span className="mono">{s.public_key}</span> <Copy value={s.public_key} label={t('common:do.copy')} /></>],
    [t('former'), s.former_keys?.map((until) => <div key={String(until)}>{t('formerUntil', { until: time.full(String(until)) })}</div>)],
    [t('headers'), s.header_names?.map((h) => <Badge key={h} mr={4}>{h}</Badge>)],
    [t('pace'), <>{t('paceWords', { batch: s.batch.max_events ?? 1, concurrency: s.concurrency })}{s.rate_limit > 0 && `, ${t('paceRate', { rate: s.rate_limit })}`}</>],
    [t('reason'), s.reason],
    [t('since'), <When at={s.created_at} />],
  ];
  const icon = { size: 16, stroke: 1.7 };
  return (
    <>
      <h2 style={{ margin: '0 0 6px', fontSize: '1.0625rem' }}>{s.name || t('unnamed')}</h2>
      <div style={{ marginBottom: 16 }}><Dot tone={tones[s.state]}>{t(`state.${s.state}`)}</Dot></div>
      <dl className={css.facts}>{rows.filter(([, v]) => v).map(([k, v]) => [<dt key={k}>{k}</dt>, <dd key={`${k} `}>{v}</dd>])}</dl>
      {s.state === 'pending' && <p className="label">{t('verifyHelp')}</p>}
      <Group gap={8} mb="md">
        {s.state === 'pending' && <Button leftSection={<IconShieldCheck {...icon} />} loading={verify.isPending} onClick={() => verify.mutate()}>{t('verify')}</Button>}
        <Button variant={s.state === 'pending' ? 'default' : 'filled'} leftSection={<IconSend {...icon} />} loading={test.isPending} onClick={() => test.mutate()}>{t('test')}</Button>
        {s.state === 'active' && <Button variant="default" leftSection={<IconPlayerPause {...icon} />} loading={turn.isPending} onClick={() => turn.mutate('pause')}>{t('pause')}</Button>}
        {(s.state === 'paused' || s.state === 'disabled') && <Button variant="default" leftSection={<IconPlayerPlay {...icon} />} loading={turn.isPending} onClick={() => turn.mutate('resume')}>{t('resume')}</Button>}
        <Button variant="default" leftSection={<IconClockPlay {...icon} />} onClick={() => begin('replay')}>{t('replay')}</Button>
        <Button variant="default" leftSection={<IconKey {...icon} />} onClick={() => begin('rotate')}>{t('rotate')}</Button>
        {!!s.former_keys?.length && <Button variant="default" onClick={() => turn.mutate('retire')}>{t('retire')}</Button>}
        <Button variant="subtle" color="red" leftSection={<IconTrash {...icon} />} onClick={() => begin('remove')}>{t('remove')}</Button>
      </Group>
      <Trouble error={turn.error ?? verify.error ?? test.error} />
      {test.data && (
        <Alert mb="md" variant="light" role="status" color={test.data.state === 'delivered' ? 'petrol' : 'red'}>
          {test.data.state === 'delivered' ? t('testDone', { status: test.data.status, ms: test.data.duration_ms }) : t('testFailed', { why: test.data.error ?? test.data.status ?? t('noAnswer') })}
        </Alert>
      )}
      <Deliveries of={s.id} />
      {doing === 'replay' && <Replay of={s} close={() => begin(undefined)} />}
      {doing === 'rotate' && <Rotate of={s} close={() => begin(undefined)} kept={kept} />}
      {doing === 'remove' && <Remove of={s} close={() => begin(undefined)} gone={close} />}
    </>
  );
}
