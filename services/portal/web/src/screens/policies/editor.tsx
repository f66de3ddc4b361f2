// A set to be proposed: as a table of its rules or as text, beside what it says otherwise than the one in force.
import { Alert, Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, match, sure } from '../../api/client';
import { Failed, Rows, Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import { Words } from './diff';
import css from './policies.module.css';
import { changed, type Policy, type Proposal, usePolicy, useProposal } from './query';
import { type Finding, findings, ruleOf } from './set';
import { RuleTable } from './table';
import { type Names, Sentence } from './words';

const Text = lazy(() => import('./text'));

export default function Editor({ id, names }: { id?: string; names: Names }) {
  const now = usePolicy();
  const of = useProposal(id);
  if (now.isError) return <Failed error={now.error} retry={() => void now.refetch()} />;
  if (of.isError) return <Failed error={of.error} retry={() => void of.refetch()} />;
  if (!now.data || (id && !of.data)) return <section className="card"><Rows /></section>;
  return <Draft base={now.data} of={of.data} names={names} />;
}

type Sheet = 'table' | 'text' | 'cases';

function Draft({ base: given, of, names }: { base: Policy; of?: Proposal; names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const go = useNavigate();
  const [base] = useState(given); // what was there when it was begun
  const [read] = useState(of);
  const [sheet, show] = useState<Sheet>('table');
  const [text, setText] = useState(read?.text ?? base.text);
  const [cases, setCases] = useState(read?.cases ?? base.cases);
  const [comment, setComment] = useState(read?.comment ?? '');
  const [wrong, setWrong] = useState<Finding[]>([]);
  const [at, point] = useState(0); // the line at which the person is
  const [to, goTo] = useState<{ line: number }>();
  const later = useDeferredValue(text);
  const send = useMutation({
    mutationFn: () => {
      const body = { text, cases: cases === (read?.cases ?? base.cases) ? undefined : cases, comment: comment.trim() };
      return read ? sure(api.PUT('/v1/policies/proposals/{proposal}', { params: { path: { proposal: read.id }, header: match(read) }, body })) : sure(api.POST('/v1/policies/proposals', { body }));
    },
    onSuccess: (p) => { changed(p); void told(t('proposed')); void go({ to: `/policies/proposals/${p.id}` } as never); },
    onError: (e) => {
      const found = e instanceof Fault && e.slug === 'policy-invalid' ? findings(e.problem.errors ?? []) : [];
      setWrong(found);
      if (found.some((f) => f.of === 'text')) show((s) => (s === 'cases' ? 'text' : s));
      else if (found.some((f) => f.of === 'cases')) show('cases');
    },
  });
  const edit = (next: string) => { setText(next); send.reset(); setWrong((w) => w.filter((f) => f.of !== 'text')); };
  const editCases = (next: string) => { setCases(next); send.reset(); setWrong((w) => w.filter((f) => f.of !== 'cases')); };
  const moved = given.id !== base.id;
  const same = text === (read?.text ?? base.text) && cases === (read?.cases ?? base.cases) && (!read || comment.trim() === read.comment);
  const spoken = at > 0 ? ruleOf(text.split('\n')[at - 1] ?? '', at) : undefined;
  const here = wrong.filter((f) => (sheet === 'cases' ? f.of === 'cases' : f.of === 'text'));
  const seek = (f: Finding) => { show(f.of === 'cases' ? 'cases' : sheet === 'cases' ? 'text' : sheet); if (f.line) goTo({ line: f.line }); };
  return (
    <>
      <Link to={(read ? `/policies/proposals/${read.id}` : '/policies') as string} className={css.backTo}><IconArrowLeft size={15} aria-hidden />{t(read ? 'backToProposal' : 'part.now')}</Link>
      {moved && <Alert color="red" variant="light" mb="md" icon={<IconAlertTriangle size={18} />} title={t('stale')}>{t('movedHelp')}</Alert>}
      <div className={css.editing}>
        <section className={`card ${css.sheet}`} aria-label={t('editor')}>
          <div className={css.sheetBar}>
            <SegmentedControl size="xs" aria-label={t('editor')} value={sheet} onChange={(s) => show(s as Sheet)} data={[{ value: 'table', label: t('asTable') }, { value: 'text', label: t('asText') }, { value: 'cases', label: t('part.cases') }]} />
            <span className="label">{t(sheet === 'cases' ? 'casesEditHelp' : sheet === 'text' ? 'textHelp' : 'tableHelp')}</span>
          </div>
          {sheet === 'table' ? <RuleTable text={text} set={edit} wrong={here} names={names} to={to} /> : (
            <Suspense fallback={<Rows />}>
              {sheet === 'text' ? <Text key="text" label={t('asText')} value={text} set={edit} wrong={here} at={point} to={to} /> : <Text key="cases" label={t('part.cases')} value={cases} set={editCases} wrong={here} at={() => point(0)} to={to} plain />}
            </Suspense>
          )}
          {sheet === 'text' && <div className={css.spoken} aria-live="polite">{spoken ? <><span className="label">{t('line', { n: at })}</span> <Sentence of={spoken} names={names} /></> : <span className="label">{t('spokenHelp')}</span>}</div>}
        </section>
        <aside className={`card ${css.beside}`}>
          <h2>{t('changes')}</h2>
          <Words was={base.text} is={later} names={names} />
          {cases !== base.cases && <p className="label">{t('casesChanged')}</p>}
          {wrong.length > 0 && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={t('wrong', { count: wrong.length })} role="alert" mt="md">
              <ul className={css.wrong}>
                {wrong.map((f, n) => <li key={n}>{f.line ? <button type="button" className={css.seek} onClick={() => seek(f)}>{t(f.of === 'cases' ? 'lineOfCases' : 'line', { n: f.line })}</button> : null} {f.said}</li>)}
              </ul>
            </Alert>
          )}
          <Textarea mt="md" required label={t('why')} description={t('whyHelp')} maxLength={2000} autosize minRows={2} value={comment} onChange={(e) => setComment(e.currentTarget.value)} />
          {wrong.length === 0 && <div style={{ marginTop: 12 }}><Trouble error={send.error} /></div>}
          <Group mt="md" gap={8}>
            <Button disabled={same || !comment.trim()} loading={send.isPending} onClick={() => send.mutate()}>{t(read ? 'saveProposal' : 'proposeIt')}</Button>
            <Button variant="default" onClick={() => void go({ to: read ? `/policies/proposals/${read.id}` : '/policies' } as never)}>{t('common:do.cancel')}</Button>
          </Group>
          <p className="label">{t('nothingYet')}</p>
        </aside>
      </div>
    </>
  );
}

