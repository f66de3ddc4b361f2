// One dispute: what is contested, what both sides say, and how it ends.
import { Button, Group, Textarea } from '@mantine/core';
import { IconEyeOff, IconGavel } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault } from '../../api/client';
import { queries, type useNames } from '../../api/queries';
import { defangText } from '../../ui/defang';
import { Copy, Dot, State, Tlp, TypeIcon, Value } from '../../ui/marks';
import { Empty, Failed, Rows, Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import { Ago, When } from '../../ui/when';
import css from './desk.module.css';
import { Due, tones } from './list';
import { type Dispute, useAccused, useDispute } from './query';
import { Drop, Settle } from './settle';

type Names = ReturnType<typeof useNames>;

export default function One({ id, names, own }: { id: string; names: Names; own?: string }) {
  const { t } = useTranslation(['desk', 'common']);
  const asked = useDispute(id);
  const [doing, begin] = useState<'settle' | 'drop'>();
  if (asked.isPending) return <Rows n={6} />;
  if (asked.error instanceof Fault && asked.error.status === 404) return <Empty icon={IconGavel} title={t('gone')}>{t('goneHelp')}</Empty>;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const d = asked.data;
  const by = d.member ? names.member(d.member) : d.role === 'steward' ? t('byDesk') : t('whoWithheld');
  const facts: [string, React.ReactNode][] = [
    [t('who'), d.role === 'disputer' ? t('yours') : <>{by}{d.member === own && own && <span className="label"> · {t('common:you')}</span>}</>],
    [t('onBehalf'), d.on_behalf && defangText(d.on_behalf)],
    [t('toOthers'), d.attribution && t(`common:attribution.${d.attribution}`)],
    [t('opened'), <When at={d.created_at} />],
    [t('dueAt'), d.due_at && <When at={d.due_at} />],
    [t('changed'), d.modified_at && d.modified_at !== d.created_at && <When at={d.modified_at} />],
    [t('id'), <><span className="mono">{d.id}</span> <Copy value={d.id} label={t('common:do.copy')} /></>],
  ];
  return (
    <>
      <div className={css.head}>
        <div>
          <h2>{t(`code.${d.reason_code}`)}</h2>
          <div className={css.signs}><Dot tone={tones[d.state]}>{t(`state.${d.state}`)}</Dot><Due of={d} /><span className="label">{t(`stateHelp.${d.state}`)}</span></div>
        </div>
        {d.state === 'open' && (
          <Group gap={8}>
            {d.role === 'steward' && <Button leftSection={<IconGavel size={16} />} onClick={() => begin('settle')}>{t('settle')}</Button>}
            {(d.role === 'disputer' || (d.role === 'steward' && d.on_behalf && !d.member)) && <Button variant="default" onClick={() => begin('drop')}>{t('drop')}</Button>}
          </Group>
        )}
      </div>
      <Accused of={d} />
      {d.role !== 'reader' && <Thread of={d} by={by} />}
      <section className={css.section}>
        <h3>{t('facts')}</h3>
        <dl className={css.facts}>{facts.filter(([, v]) => v).map(([k, v]) => [<dt key={k}>{k}</dt>, <dd key={`${k} `}>{v}</dd>])}</dl>
      </section>
      {doing === 'settle' && <Settle of={d} close={() => begin(undefined)} />}
      {doing === 'drop' && <Drop of={d} close={() => begin(undefined)} />}
    </>
  );
}

function Accused({ of: d }: { of: Dispute }) {
  const { t } = useTranslation(['desk', 'common']);
  const asked = useAccused(d.indicator, d.role !== 'steward');
  const i = asked.data;
  const value = i?.observable?.value ?? i?.observable?.canonical;
  if (asked.isLoading) return <Rows n={1} />;
  if (!i || !value) {
    return (
      <div className={css.accused}>
        <IconEyeOff size={20} stroke={1.6} aria-hidden />
        <div><strong>{t(d.role === 'steward' ? 'accusedHidden' : 'accusedLost')}</strong><span className="label">{d.role === 'steward' && <>{t('accusedHiddenHelp')}<br /></>}<span className="mono">{d.indicator}</span> <Copy value={d.indicator} label={t('common:do.copy')} /></span></div>
      </div>
    );
  }
  return (
    <div className={css.accused}>
      <TypeIcon type={i.observable?.type} />
      <div><span className="label">{t('accused')} · {t(`common:type.${i.observable!.type}`)}</span><strong><Value type={i.observable?.type} value={value} copy /></strong></div>
      <Group gap={12}><Tlp mark={i.tlp} /><State of={i} /></Group>
      <Button component={Link} to={`/indicators/${i.id}` as never} variant="default" size="xs">{t('openIndicator')}</Button>
    </div>
  );
}

function Thread({ of: d, by }: { of: Dispute; by: string }) {
  const { t } = useTranslation(['desk', 'common']);
  const all = [{ by: 'disputer' as const, text: d.reason ?? '', at: d.created_at, evidence: d.evidence }, ...(d.statements ?? []).map((s) => ({ ...s, evidence: undefined }))];
  return (
    <section className={css.section}>
      <h3>{t('said')}</h3>
      <ol className={css.thread}>
        {all.map((s, n) => (
          <li key={n} className={css.said} data-by={s.by}>
            <header><b>{s.by === 'disputer' && d.role !== 'disputer' && d.member ? `${by} · ` : ''}{t(`side.${s.by}`)}{s.by === d.role && <span className="label"> · {t('common:you')}</span>}</b><span className="label"><Ago at={s.at} /></span></header>
            <div className={css.text}>{defangText(s.text)}</div>
            {s.evidence && <div className={css.aside}><span className="label" title={t('evidenceHelp')}>{t('evidence')} · {t('evidenceHelp')}</span><div className={css.text}>{defangText(s.evidence)}</div></div>}
          </li>
        ))}
      </ol>
      {d.verdict && <div className={css.verdict} data-bad={d.state === 'withdrawn' || undefined} style={{ marginTop: 16 }}><h3>{t('verdict')}: {t(`state.${d.state}`)}</h3><div className={css.text}>{defangText(d.verdict)}</div></div>}
      {d.state === 'open' && <Answer of={d} />}
    </section>
  );
}

function Answer({ of: d }: { of: Dispute }) {
  const { t } = useTranslation(['desk', 'common']);
  const [text, set] = useState('');
  const send = useMutation({
    mutationFn: () => api.POST('/v1/disputes/{dispute}/statements', { params: { path: { dispute: d.id } }, body: { text: text.trim() } }),
    onSuccess: () => { set(''); void queries.invalidateQueries({ queryKey: ['desk'] }); void told(t('sent')); },
  });
  return (
    <form style={{ marginTop: 18 }} onSubmit={(e) => { e.preventDefault(); if (text.trim()) send.mutate(); }}>
      <Textarea label={t(d.role === 'publisher' ? 'answerPublisher' : 'answer')} description={t('answerHelp')} autosize minRows={2} maxRows={12} maxLength={2000} value={text} onChange={(e) => set(e.currentTarget.value)} mb={10} />
      <Trouble error={send.error} />
      <Group justify="flex-end" mt={send.error ? 10 : 0}><Button type="submit" variant="default" disabled={!text.trim()} loading={send.isPending}>{t('send')}</Button></Group>
    </form>
  );
}
