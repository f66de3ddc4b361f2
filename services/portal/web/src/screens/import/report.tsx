// One import: how far it is, or how it went, and which lines were not taken.
import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconDownload, IconFileDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Copy } from '../../ui/marks';
import { Failed, Rows, Trouble } from '../../ui/say';
import { useLeft, useNumber, When } from '../../ui/when';
import css from './import.module.css';
import { mostly, Progress } from './preview';
import { useReport } from './query';
import { asMended, asTable } from './rejects';
import { Ended } from './reports';
import type { Work } from './work';

type Report = Schemas['Import'];

export default function ReportPart({ id, work }: { id: string; work: Work }) {
  const { t } = useTranslation(['import', 'common']);
  const number = useNumber();
  const left = useLeft();
  const asked = useReport(id);
  const r = asked.data;
  const own = work.sending?.report?.id === id;
  const save = useMutation({ mutationFn: (how: 'table' | 'lines') => (how === 'table' ? asTable(r!, own ? work.file : undefined, (c) => t(`rejectColumn.${c}`)) : asMended(r!, work.file!, work.format)) });
  if (asked.isPending) return <Rows n={6} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const facts: [string, React.ReactNode][] = [
    [t('began'), <When at={asked.data.created_at} />],
    [t('ended'), r!.finished_at && <When at={r!.finished_at} />],
    [t('took'), r!.finished_at && left((Date.parse(r!.finished_at) - Date.parse(r!.created_at)) / 1000)],
    [t('id'), <><span className="mono">{id}</span> <Copy value={id} label={t('common:do.copy')} /></>],
  ];
  return (
    <>
      <div style={{ marginBottom: 16 }}><Ended of={r!} /></div>
      {r!.state === 'running' && <div style={{ marginBottom: 18 }}>{work.sending?.state === 'sending' ? <Progress done={r!.total} all={work.sending.lines} begun={work.sending.begun} lines={`${number(r!.total)} / ${number(work.sending.lines)}`} /> : <><div className={css.bar} data-open role="progressbar" aria-label={t('progress')}><i /></div><div className={css.under}>{t('soFar', { count: r!.total, n: number(r!.total) })}</div></>}</div>}
      {r!.state === 'failed' && (
        <Alert mb="md" color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={r!.problem?.title ?? t('broke')}>{r!.problem?.detail} {t('failedHelp')}</Alert>
      )}
      {r!.state === 'done' && r!.accepted === 0 && <div style={{ marginBottom: 16 }}><None of={r!} /></div>}
      <Figures of={r!} />
      <dl className={css.facts} style={{ marginTop: 16 }}>{facts.filter(([, v]) => v).map(([k, v]) => [<dt key={k}>{k}</dt>, <dd key={`${k} `}>{v}</dd>])}</dl>
      {r!.rejected > 0 && (
        <section className={css.section}>
          <h3>{t('rejects')}</h3>
          <Group gap={8} mb={8}>
            <Button leftSection={<IconDownload size={16} />} title={t('downloadHelp')} loading={save.isPending && save.variables === 'table'} onClick={() => save.mutate('table')}>{t('download')}</Button>
            {own && work.file && <Button variant="default" leftSection={<IconFileDownload size={16} />} title={t('mendHelp')} loading={save.isPending && save.variables === 'lines'} onClick={() => save.mutate('lines')}>{t('mend')}</Button>}
          </Group>
          <p className={css.help}>{t('downloadHelp')}</p>
          <Trouble error={save.error} />
          {r!.errors.map((e) => <Wrong key={e.line} line={e.line} said={e.problem.errors?.length ? e.problem.errors.map((x) => `${x.pointer} ${x.detail}`) : [e.problem.detail ?? e.problem.title]} />)}
          {r!.rejected > r!.errors.length && <p className={css.help}>{t('rejectsMore', { n: number(r!.errors.length), all: number(r!.rejected) })}</p>}
        </section>
      )}
      {r!.warnings.length > 0 && <section className={css.section}><h3>{t('warnings')}</h3>{r!.warnings.map((w) => <Wrong key={w.line} line={w.line} said={w.warnings.map((x) => x.detail)} />)}</section>}
      {!!r!.holds?.length && <section className={css.section}><h3>{t('holds')}</h3>{r!.holds.map((h) => <Wrong key={h.line} line={h.line} said={h.findings.map((x) => x.detail ?? x.rule)} />)}</section>}
    </>
  );
}

function Wrong({ line, said }: { line: number; said: string[] }) {
  const number = useNumber();
  return <div className={css.wrong}><span className={css.number}>{number(line)}</span><div>{said.map((s) => <div key={s}>{s}</div>)}</div></div>;
}

// None says why nothing came of an import.
export function None({ of: r }: { of: Report }) {
  const { t } = useTranslation('import');
  const why = r.total === 0 ? 'empty' : r.duplicate === r.total ? 'duplicate' : r.refused === r.total ? 'refused' : r.rejected === r.total ? 'rejected' : 'mixed';
  return <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={18} />} title={t('none')}>{t(`whyNone.${why}`, { what: mostly(r.errors.map((e) => e.problem)) })}</Alert>;
}

export function Figures({ of: r }: { of: Report }) {
  const { t } = useTranslation('import');
  const number = useNumber();
  const sub = { warned: true, held: true, refused: true } as Record<string, boolean>;
  const kinds = (['total', 'accepted', 'warned', 'held', 'duplicate', 'rejected', 'refused'] as const).filter((k) => !sub[k] || r[k] > 0);
  return <dl className={css.facts}>{kinds.map((k) => [<dt key={k} className={sub[k] ? css.sub : undefined}>{t(`count.${k}`)}</dt>, <dd key={`${k} `} className="num" style={{ fontWeight: sub[k] ? undefined : 560 }}>{number(r[k])}</dd>])}</dl>;
}
