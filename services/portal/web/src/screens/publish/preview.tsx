// Who would see what, before anybody does.
import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconEyeCheck, IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Fault, type Schemas } from '../../api/client';
import { Value } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { useNumber } from '../../ui/when';
import css from './publish.module.css';

const tones = { published: 'good', held: 'warn', refused: 'bad', duplicate: 'warn' } as const;
const icons = { published: IconCircleCheck, held: IconHourglass, refused: IconAlertTriangle, duplicate: IconAlertTriangle };
const classes = ['core', 'evidence', 'pii', 'source', 'pseudonym', 'export'] as const;
const few = 12;

// places are what the fields of a draft are called on the screen.
const places = {
  observable: 'value', brands: 'brands', tags: 'tags', infringement: 'infringement', confidence: 'confidence', basis: 'basis', note: 'note', first_seen: 'firstSeen', valid_until: 'validUntil',
  links: 'links', tlp: 'tlp', share: 'audience', attribution: 'attribution', embargo_until: 'embargo', force: 'force',
} as const;

export function Preview({ of, error, pending }: { of?: Schemas['Preview']; error: unknown; pending: boolean }) {
  const { t } = useTranslation(['publish', 'common']);
  const word = (pointer: string) => {
    const key = places[pointer.split('/')[1] as keyof typeof places];
    return key ? t(key) : pointer;
  };
  if (error instanceof Fault && error.status === 422) {
    return (
      <div role="status">
        <div className={css.outcome} data-tone="warn"><IconAlertTriangle size={18} aria-hidden />{t('wrong')}</div>
        <ul className={css.list}>{(error.problem.errors ?? []).map((e) => <li key={e.pointer + e.detail}><strong>{word(e.pointer)}</strong> {e.detail}</li>)}</ul>
      </div>
    );
  }
  if (error) return <Failed error={error} />;
  if (pending) return <Rows n={4} />;
  if (!of) return <Empty icon={IconEyeCheck} title={t('preview')}>{t('previewIdle')}</Empty>;
  const Icon = icons[of.outcome];
  return (
    <div role="status" aria-live="polite">
      <div className={css.outcome} data-tone={tones[of.outcome]}><Icon size={18} aria-hidden /><span>{t(`outcome.${of.outcome}`)}{of.detail && <><br /><span style={{ fontWeight: 400 }}>{of.detail}</span></>}</span></div>
      {of.warnings.length > 0 && <><h3 className="label">{t('warnings')}</h3><ul className={css.list}>{of.warnings.map((w) => <li key={w.pointer + w.list}>{w.detail} <span className="label">{w.list}</span></li>)}</ul></>}
      {!!of.findings?.length && <><h3 className="label">{t('findings')}</h3><ul className={css.list}>{of.findings.map((f) => <li key={f.pointer + f.rule}>{f.detail ?? f.rule}</li>)}</ul></>}
      <Readers of={of.readers} all={false} />
      {of.observable.canonical && <p className="label" style={{ marginTop: 14 }}>{t('canonical')} <Value type={of.observable.type} value={of.observable.canonical} /></p>}
    </div>
  );
}

export function Readers({ of, all }: { of: Schemas['PreviewReader'][]; all: boolean }) {
  const { t } = useTranslation('publish');
  const number = useNumber();
  if (of.length === 0) return <p className="label">{t('readersNone')}</p>;
  const shown = all ? of : of.slice(0, few);
  return (
    <>
      {!all && <><div className={css.big}>{number(of.length)}</div><p style={{ margin: '0 0 10px' }} className="label">{t('readers', { count: of.length, n: number(of.length) })}</p></>}
      {shown.map((r) => (
        <div key={r.member} className={css.reader}>
          <span style={{ fontWeight: 540 }}>{r.name}</span>
          <div className={css.reads}>{classes.filter((c) => r.reads.includes(c)).map((c) => <Badge key={c}>{t(`reads.${c}`)}</Badge>)}</div>
        </div>
      ))}
      {shown.length < of.length && <p className="label">{t('readersMore', { n: number(of.length - shown.length) })}</p>}
    </>
  );
}
