// How to work with the hub by program: its reference, a beginning, what is told, how to check who told it.
import { Anchor, SegmentedControl, Tabs } from '@mantine/core';
import { IconBook2, IconBraces, IconHeartbeat, IconInfoCircle } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/queries';
import { Page } from '../../shell/page';
import { events } from '../webhooks/query';
import css from './developers.module.css';
import { OwnKey } from './key';
import { samples, verifiers, type Way } from './samples';
import { Snippet } from './snippet';

const parts = ['start', 'events', 'signatures', 'requests'] as const;

export default function Developers() {
  const { t } = useTranslation(['developers', 'common']);
  const { part = 'start' } = useSearch({ strict: false }) as { part?: string };
  const go = useNavigate();
  const links = [[IconBook2, '/docs', 'reference'], [IconBraces, '/openapi.json', 'contract'], [IconHeartbeat, '/readyz', 'health']] as const;
  return (
    <Page title={t('title')} about={t('about')}>
      <ul className={css.links}>
        {links.map(([Icon, href, word]) => (
          <li key={href} className="card">
            <Icon size={22} stroke={1.6} aria-hidden />
            <span><a href={href} target="_blank" rel="noreferrer">{t(`link.${word}`)}</a><span className={css.soft}>{t(`linkHelp.${word}`)}</span></span>
          </li>
        ))}
      </ul>
      <section className={`card ${css.body}`}>
        <Tabs value={parts.find((p) => p === part) ?? 'start'} onChange={(v) => void go({ to: '.', search: { part: v === 'start' ? undefined : v }, replace: true, resetScroll: false } as never)} keepMounted={false}>
          <Tabs.List mb="lg">{parts.map((p) => <Tabs.Tab key={p} value={p}>{t(`part.${p}`)}</Tabs.Tab>)}</Tabs.List>
          <Tabs.Panel value="start"><Start /></Tabs.Panel>
          <Tabs.Panel value="events"><Events /></Tabs.Panel>
          <Tabs.Panel value="signatures"><Signatures /></Tabs.Panel>
          <Tabs.Panel value="requests"><Requests /></Tabs.Panel>
        </Tabs>
      </section>
    </Page>
  );
}

function Start() {
  const { t } = useTranslation(['developers', 'common']);
  const me = useMe().data;
  const [way, take] = useState<Way>('curl');
  const code = samples(window.location.origin);
  const steps = ['setup', 'me', 'screen', 'list', ...(me?.scopes.includes('publish') && me.member ? ['publish' as const] : []), 'follow'] as const;
  return (
    <>
      <ol className={css.steps}>
        <li><h2>{t('step.key')}</h2>{me && <OwnKey me={me} />}</li>
        {steps.map((s) => (
          <li key={s}>
            <div className={css.head}>
              <h2>{t(`step.${s}`)}</h2>
              {s === 'setup' && <SegmentedControl size="xs" aria-label={t('way')} value={way} onChange={(v) => take(v as Way)} data={[{ value: 'curl', label: 'curl' }, { value: 'cli', label: t('cli') }]} />}
            </div>
            <p className={css.soft}>{t(`stepHelp.${s}`)}</p>
            <Snippet code={code[s][way]} label={t('copyStep', { step: t(`step.${s}`) })} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Events() {
  const { t } = useTranslation(['developers', 'webhooks', 'common']);
  const all = [...events, 'subscription.test', 'subscription.verify'] as const;
  return (
    <>
      <p className={css.lead}>{t('eventsHelp')}</p>
      <div className={css.scroll} tabIndex={0} role="region" aria-label={t('part.events')}>
        <table className={css.table}>
          <thead><tr><th scope="col">{t('event')}</th><th scope="col">{t('means')}</th><th scope="col">{t('carries')}</th></tr></thead>
          <tbody>
            {all.map((e) => (
              <tr key={e}>
                <th scope="row"><span className="mono">{e}</span><span className={css.soft}>{t(`webhooks:event.${e}`)}</span></th>
                <td>{t(`events.${e}`)}</td>
                <td className={css.soft}>{t(`data.${e.startsWith('sighting') ? 'sighting' : e.startsWith('notice') ? 'notice' : e === 'subscription.test' ? 'nothing' : e === 'subscription.verify' ? 'challenge' : e.startsWith('subscription') ? 'alarm' : e === 'indicator.withdrawn' || e === 'indicator.expired' || e === 'indicator.erased' ? 'id' : 'indicator'}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.lead}>{t('ways')}</p>
    </>
  );
}

function Signatures() {
  const { t } = useTranslation(['developers', 'common']);
  const [by, take] = useState<keyof typeof verifiers>('node');
  return (
    <>
      <p className={css.lead}>{t('signed')} <Anchor href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer" underline="always">Standard Webhooks</Anchor></p>
      <SegmentedControl size="xs" mb="sm" aria-label={t('by')} value={by} onChange={(v) => take(v as 'go')} data={[{ value: 'node', label: 'Node' }, { value: 'python', label: 'Python' }, { value: 'go', label: 'Go' }, { value: 'openssl', label: t('byHand') }]} />
      <Snippet code={verifiers[by]} label={t('copyVerifier')} />
      <ul className={css.rules}>{(['first', 'fast', 'twice', 'prove', 'rotate', 'v1a', 'recall'] as const).map((r) => <li key={r}><strong>{t(`rule.${r}`)}</strong> {t(`ruleHelp.${r}`)}</li>)}</ul>
    </>
  );
}

function Requests() {
  const { t } = useTranslation('developers');
  return (
    <>
      <p className={css.lead}>{t('requestId')}</p>
      <Snippet code={`curl -si ${window.location.origin}/v1/me -H "Authorization: Bearer $ENTENTE_API_KEY" | grep -i x-request-id`} label={t('copyRequest')} />
      <ul className={css.rules}>{(['problem', 'limit', 'position', 'once'] as const).map((r) => <li key={r}><strong>{t(`request.${r}`)}</strong> {t(`requestHelp.${r}`)}</li>)}</ul>
      <p className={css.notYet}><IconInfoCircle size={18} aria-hidden />{t('noLog')}</p>
    </>
  );
}
