// What would become of each line, and of all of them.
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '../../ui/say';
import { useLeft, useNumber } from '../../ui/when';
import { type Counts, type Heard, type Row, type Which, whiches } from './check';
import css from './import.module.css';
import { Rows } from './rows';
import { useSize } from './source';
import { type Check, check as again, rowsOf, send, stop } from './work';
import { useQuery } from '@tanstack/react-query';

export function Preview({ check, file }: { check: Check; file: File }) {
  const { t } = useTranslation(['import', 'common']);
  const number = useNumber();
  const [which, look] = useState<Which>('all');
  const [sure, ask] = useState(false);
  const { counts, state } = check;
  const n = counts.published + counts.held;
  return (
    <section className="card" aria-busy={state === 'running'}>
      <div className={css.head}>
        <div>
          <h2 className={css.title}>{t('preview')}</h2>
          <span className="label num" role="status">{t('checked', { count: counts.all, n: number(counts.all) })}{state === 'done' && counts.all > n && ` · ${t('rest', { count: counts.all - n, n: number(counts.all - n) })}`}</span>
        </div>
        {state === 'running' && <Button variant="default" onClick={stop}>{t('stop')}</Button>}
        {state === 'done' && n > 0 && <Button rightSection={<IconArrowRight size={17} />} onClick={() => ask(true)}>{t('start', { count: n, n: number(n) })}</Button>}
      </div>
      {state === 'running' && <div style={{ padding: '0 18px 16px' }}><Progress done={check.bytes} all={file.size} begun={check.begun} /></div>}
      {state === 'failed' && <Stack px="md" pb="md" align="flex-start"><Trouble error={check.error} /><Button variant="default" onClick={again}>{t('common:do.again')}</Button></Stack>}
      {state === 'done' && n === 0 && <Nothing counts={counts} />}
      <div className={css.tiles}>
        {whiches.map((w) => (
          <button key={w} type="button" className={css.tile} aria-pressed={which === w} title={t(`whichHelp.${w}`)} data-none={counts[w] === 0 || undefined} onClick={() => look(w)}>
            <b>{number(counts[w])}</b><span>{t(`which.${w}`)}</span>
          </button>
        ))}
      </div>
      <Rows key={`${which} ${check.begun}`} which={which} total={Math.min(counts[which], 200_000)} />
      {check.listed > 0 && check.listed < counts.all && <p className={css.help} style={{ padding: '0 18px 10px' }}>{t('listedOnly', { n: number(check.listed) })}</p>}
      {sure && <Sure counts={counts} heard={check.heard} close={() => ask(false)} />}
    </section>
  );
}

// Progress is how far something is, of whose size is known, and how long it will still take.
export function Progress({ done, all, begun, lines }: { done: number; all: number; begun: number; lines?: string }) {
  const { t } = useTranslation(['import', 'common']);
  const number = useNumber();
  const size = useSize();
  const left = useLeft();
  const part = all > 0 ? Math.min(1, done / all) : 0;
  const spent = (Date.now() - begun) / 1000;
  return (
    <>
      <div className={css.bar} role="progressbar" aria-label={t('progress')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(part * 100)}><i style={{ width: `${part * 100}%` }} /></div>
      <div className={css.under}>
        <span>{number(Math.floor(part * 100))}&#8239;% · {lines ?? `${size(done)} / ${size(all)}`}</span>
        {part > 0.02 && spent > 2 && part < 1 && <span>{t('left', { time: left((spent / part) * (1 - part)) })}</span>}
      </div>
    </>
  );
}

function Nothing({ counts }: { counts: Counts }) {
  const { t } = useTranslation('import');
  const why = counts.all === 0 ? 'empty' : counts.duplicate === counts.all ? 'duplicate' : counts.rejected === counts.all ? 'rejected' : counts.refused === counts.all ? 'refused' : 'mixed';
  const first = useQuery({ queryKey: ['imports', 'first', counts], queryFn: () => rowsOf('rejected', 0), enabled: why === 'rejected', staleTime: Infinity });
  return (
    <div style={{ padding: '0 18px 14px' }}>
      <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={18} />} title={t('wouldNone')}>{t(`whyNone.${why}`, { what: mostly(first.data?.map((r) => r.problem) ?? []) })}</Alert>
    </div>
  );
}

// mostly is what stands most often in problems.
export function mostly(problems: Row['problem'][]) {
  const times = new Map<string, number>();
  for (const p of problems) {
    const said = p?.errors?.[0]?.detail ?? p?.detail ?? p?.title;
    if (said) times.set(said, (times.get(said) ?? 0) + 1);
  }
  return [...times].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

function Sure({ counts, heard, close }: { counts: Counts; heard: Heard[]; close: () => void }) {
  const { t } = useTranslation(['import', 'common']);
  const number = useNumber();
  const n = counts.published + counts.held;
  return (
    <Modal opened onClose={close} title={t('confirm', { count: n, n: number(n) })} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        {heard.length === 0 ? <p style={{ margin: 0 }}>{t('confirmNobody')}</p> : (
          <div>
            <p style={{ margin: '0 0 8px' }}>{t('confirmSee', { count: heard.length, n: number(heard.length) })}</p>
            <div className={css.names} tabIndex={heard.length > 7 ? 0 : undefined}>{heard.map((h) => <div key={h.member}><span style={{ fontWeight: 540 }}>{h.name}</span><span className="num">{t('lines', { count: h.lines, n: number(h.lines) })}</span></div>)}</div>
          </div>
        )}
        {counts.held > 0 && <p style={{ margin: 0 }}>{t('confirmHeld', { count: counts.held, n: number(counts.held) })}</p>}
        {counts.warned > 0 && <p style={{ margin: 0 }}>{t('confirmWarned', { count: counts.warned, n: number(counts.warned) })}</p>}
        {heard.length > 0 && <p style={{ margin: 0 }}>{t('consequence')}</p>}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={close}>{t('common:do.back')}</Button>
          <Button color={heard.length ? 'copper' : undefined} onClick={() => { close(); void send(); }}>{t('yes')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

