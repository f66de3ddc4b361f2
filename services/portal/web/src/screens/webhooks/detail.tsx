// One endpoint: how it does, what can be done with it, how each attempt went, what it has refused.
import { Alert, Badge, Button, Group, Menu, Tabs } from '@mantine/core';
import { IconAdjustments, IconClockPlay, IconDots, IconKey, IconKeyOff, IconPlayerPause, IconPlayerPlay, IconSend, IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, match, type Schemas, sure } from '../../api/client';
import { Copy } from '../../ui/marks';
import { Failed, Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import { useNumber, useTime, When } from '../../ui/when';
import { Attempt } from './attempt';
import { Attempts } from './attempts';
import { Remove, Replay, Rotate } from './dialogs';
import { Health } from './health';
import { How } from '.';
import { Letters } from './letters';
import { again, type Subscription, standard, useAsked, useLetters, useWords, wait } from './query';
import css from './webhooks.module.css';

const Form = lazy(() => import('./form'));

interface Props { close: () => void; kept: (s: Schemas['SubscriptionWithSecret']) => void }

export default function Detail({ of: s, ...rest }: Props & { of?: Subscription }) {
  const { asked } = useAsked();
  if (!s) return <Failed error={new Fault(404, {}, '')} />;
  return asked.attempt ? <Attempt of={s} id={asked.attempt} /> : <One of={s} {...rest} />;
}

function One({ of: s, close, kept }: Props & { of: Subscription }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const { asked, set } = useAsked();
  const number = useNumber();
  const letters = useLetters(s.id);
  const [doing, begin] = useState<'change' | 'replay' | 'rotate' | 'remove'>();
  const path = { subscription: s.id };
  const turn = useMutation({
    mutationFn: (verb: 'pause' | 'resume' | 'retire') => api.POST(`/v1/subscriptions/{subscription}/${verb}`, { params: { path, header: match(s) } }),
    onSettled: again,
  });
  const verify = useMutation({ mutationFn: () => api.POST('/v1/subscriptions/{subscription}/verify', { params: { path }, body: {} }), onSuccess: () => void told(t('verified')), onSettled: again });
  const test = useMutation({ mutationFn: () => sure(api.POST('/v1/subscriptions/{subscription}/test', { params: { path } })), onSettled: again });
  const icon = { size: 16, stroke: 1.7 };
  const refused = letters.data?.pages.flatMap((p) => p.items).length ?? 0;
  return (
    <>
      <div className={css.hero}>
        <div><h2>{s.name || t('unnamed')}</h2><span className={`mono ${css.url}`}>{s.url}</span></div>
        <How of={s} />
      </div>
      <Health of={s} refused={refused} />
      <Group gap={8} my="md">
        {s.state === 'pending' && <Button leftSection={<IconShieldCheck {...icon} />} loading={verify.isPending} onClick={() => verify.mutate()}>{t('verify')}</Button>}
        {(s.state === 'paused' || s.state === 'disabled') && <Button leftSection={<IconPlayerPlay {...icon} />} loading={turn.isPending} onClick={() => turn.mutate('resume')}>{t('resume')}</Button>}
        <Button variant={s.state === 'active' ? 'filled' : 'default'} leftSection={<IconSend {...icon} />} loading={test.isPending} onClick={() => test.mutate()}>{t('test')}</Button>
        {s.state === 'active' && <Button variant="default" leftSection={<IconPlayerPause {...icon} />} loading={turn.isPending} onClick={() => turn.mutate('pause')}>{t('pause')}</Button>}
        <Button variant="default" leftSection={<IconAdjustments {...icon} />} onClick={() => begin('change')}>{t('change')}</Button>
        <Menu position="bottom-end" shadow="md">
          <Menu.Target><Button variant="default" px={10} aria-label={t('moreToDo')}><IconDots size={18} /></Button></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconClockPlay {...icon} />} onClick={() => begin('replay')}>{t('replayMenu')}</Menu.Item>
            <Menu.Item leftSection={<IconKey {...icon} />} onClick={() => begin('rotate')}>{t('rotate')}</Menu.Item>
            {!!s.former_keys?.length && <Menu.Item leftSection={<IconKeyOff {...icon} />} onClick={() => turn.mutate('retire')}>{t('retire')}</Menu.Item>}
            <Menu.Divider />
            <Menu.Item color="var(--mantine-color-error)" leftSection={<IconTrash {...icon} />} onClick={() => begin('remove')}>{t('remove')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Trouble error={turn.error ?? verify.error ?? test.error} />
      {test.data && (
        <Alert mb="md" variant="light" role="status" color={test.data.state === 'delivered' ? 'petrol' : 'red'}>
          {test.data.state === 'delivered' ? t('testDone', { status: test.data.status, ms: test.data.duration_ms }) : t('testFailed', { why: test.data.error ?? test.data.status ?? t('noAnswer') })}
        </Alert>
      )}
      <Tabs value={asked.tab ?? 'attempts'} onChange={(v) => set({ tab: v === 'attempts' ? undefined : (v ?? undefined) })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="attempts">{t('deliveries')}</Tabs.Tab>
          <Tabs.Tab value="letters" rightSection={refused > 0 && <Badge size="sm" circle={refused < 10}>{letters.hasNextPage ? `${number(refused)}+` : number(refused)}</Badge>}>{t('tab.letters')}</Tabs.Tab>
          <Tabs.Tab value="settings">{t('tab.settings')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="attempts"><Attempts of={s.id} /></Tabs.Panel>
        <Tabs.Panel value="letters"><Letters of={s.id} /></Tabs.Panel>
        <Tabs.Panel value="settings"><Facts of={s} /></Tabs.Panel>
      </Tabs>
      {doing === 'change' && <Suspense><Form of={s} close={() => begin(undefined)} done={() => { begin(undefined); void told(t('changed')); }} /></Suspense>}
      {doing === 'replay' && <Replay of={s} close={() => begin(undefined)} />}
      {doing === 'rotate' && <Rotate of={s} close={() => begin(undefined)} kept={kept} />}
      {doing === 'remove' && <Remove of={s} close={() => begin(undefined)} gone={close} />}
    </>
  );
}

function Facts({ of: s }: { of: Subscription }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const words = useWords();
  const number = useNumber();
  const time = useTime();
  const copied = (text: string) => <span className={css.copy}><span className="mono">{text}</span><Copy value={text} label={t('common:do.copy')} /></span>;
  const rows: [string, React.ReactNode][] = [
    [t('url'), copied(s.url)],
    [t('filter'), <>{words.filter(s)}{s.filter.where && <div className="mono">{s.filter.where}</div>}</>],
    [t('format'), t(`formats.${s.format}`)],
    [t('signing'), t(`signings.${s.signing}`)],
    [t('key'), s.public_key && copied(s.public_key)],
    [t('keySet'), s.signing === 'v1a' && copied(`${window.location.origin}/.well-known/jwks/${s.id}`)],
    [t('former'), s.former_keys?.map((until) => <div key={until}>{t('formerUntil', { until: time.full(until) })}</div>)],
    [t('headers'), s.header_names?.map((h) => <Badge key={h} mr={4}>{h}</Badge>)],
    [t('pace'), <>{t('paceWords', { batch: s.batch.max_events ?? 1, concurrency: s.concurrency })}{(s.batch.max_wait_ms ?? 0) > 0 && `, ${t('paceWait', { ms: number(s.batch.max_wait_ms ?? 0) })}`}{s.rate_limit > 0 && `, ${t('paceRate', { rate: s.rate_limit })}`}</>],
    [t('retry'), <>{(s.retry?.schedule_s ?? standard).map(wait).join(' · ')}{!s.retry && <div className={css.soft}>{t('retryOwn')}</div>}</>],
    [t('id'), copied(s.id)],
    [t('since'), <When at={s.created_at} />],
  ];
  return <dl className={css.facts}>{rows.filter(([, v]) => v).map(([k, v]) => [<dt key={k}>{k}</dt>, <dd key={`${k} `}>{v}</dd>])}</dl>;
}
