// One proposal: what it takes, what it would change, who has to agree.
import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconCheck, IconCircleDashed, IconFlask, IconPencil, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, match, sure } from '../../api/client';
import { Failed, Rows, Trouble } from '../../ui/say';
import { Ago, useNumber } from '../../ui/when';
import { Approve, Reject } from './dialogs';
import { Diff } from './diff';
import css from './policies.module.css';
import { State } from './proposals';
import { changed, type Proposal as P, useHand, useProposal, useRevision, widens } from './query';
import { Simulation } from './simulation';
import type { Names } from './words';

export default function Proposal({ id, names }: { id: string; names: Names }) {
  const asked = useProposal(id);
  if (asked.isPending) return <section className="card"><Rows /></section>;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  return <One of={asked.data} names={names} />;
}

type Step = { done: boolean | undefined; title: string; about?: React.ReactNode };

function One({ of: p, names }: { of: P; names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const go = useNavigate();
  const number = useNumber();
  const hand = useHand();
  const base = useRevision(p.base);
  const [doing, begin] = useState<'approve' | 'reject'>();
  const simulate = useMutation({
    mutationFn: () => sure(api.POST('/v1/policies/proposals/{proposal}/simulate', { params: { path: { proposal: p.id }, header: match(p) } })),
    onSuccess: changed,
  });
  const mine = hand.viewer === p.author;
  const open = p.state === 'open' && !p.stale;
  const two = widens(p);
  const own = mine && two;
  const steps: Step[] = [
    { done: p.tests.failed.length === 0, title: p.tests.failed.length ? t('step.casesFail', { count: p.tests.failed.length, n: number(p.tests.failed.length), of: number(p.tests.cases) }) : t('step.cases', { count: p.tests.cases, n: number(p.tests.cases) }), about: p.tests.failed.length > 0 && <Found lines={p.tests.failed} more={p.tests.more} /> },
    { done: p.simulation ? true : undefined, title: p.simulation ? t('step.simulated') : t('step.simulate'), about: p.simulation ? <Ago at={p.simulation.at} /> : t('step.simulateHelp') },
    { done: p.state === 'activated' ? true : p.state === 'rejected' ? false : undefined,
      title: p.state === 'activated' ? t('step.approved', { who: names.viewer(p.approver ?? '') }) : p.state === 'rejected' ? t('step.rejected') : two ? t('step.two') : p.simulation ? t('step.one') : t('step.maybe'),
      about: p.state === 'rejected' ? p.reason : p.state === 'activated' ? p.approval_comment : two ? t(own ? 'step.twoMine' : 'step.twoHelp', { who: names.viewer(p.author) }) : p.simulation ? t('step.oneHelp') : undefined },
  ];
  return (
    <>
      <Link to={'/policies/proposals' as string} className={css.backTo}><IconArrowLeft size={15} aria-hidden />{t('part.proposals')}</Link>
      <section className={`card ${css.head}`}>
        <div className={css.title}>
          <h2>{p.comment}</h2>
          <Group gap={14}><State of={p} /><span className="label">{t('by', { who: names.viewer(p.author) })} · <Ago at={p.created_at} />{p.restores && ` · ${t('restores', { revision: p.restores === 'initial' ? t('initial') : p.restores })}`}</span></Group>
        </div>
        <ol className={css.steps}>
          {steps.map((s) => (
            <li key={s.title} data-done={s.done}>
              <span className={css.step} aria-hidden>{s.done ? <IconCheck size={15} stroke={2.4} /> : s.done === false ? <IconX size={15} stroke={2.4} /> : <IconCircleDashed size={16} />}</span>
              <div><strong>{s.title}</strong>{s.about && <div className="label">{s.about}</div>}</div>
            </li>
          ))}
        </ol>
        {p.state === 'open' && p.stale && <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={t('stale')}>{t('staleHelp')}</Alert>}
        {hand.admin && p.state === 'open' && (
          <Group gap={8} mt="md">
            {open && <Button variant={p.simulation ? 'default' : 'filled'} leftSection={<IconFlask size={17} />} loading={simulate.isPending} onClick={() => simulate.mutate()}>{t(p.simulation ? 'simulateAgain' : 'simulate')}</Button>}
            {open && <Button disabled={own || !p.simulation || p.tests.failed.length > 0} aria-describedby={own ? 'own' : undefined} leftSection={<IconCheck size={17} />} onClick={() => begin('approve')}>{t('approve')}</Button>}
            {open && mine && <Button variant="default" leftSection={<IconPencil size={17} />} onClick={() => void go({ to: `/policies/draft/${p.id}` } as never)}>{t('edit')}</Button>}
            <Button variant="subtle" color="red" leftSection={<IconX size={17} />} onClick={() => begin('reject')}>{t(mine ? 'withdraw' : 'reject')}</Button>
          </Group>
        )}
        {open && own && hand.admin && <p className="label" id="own" style={{ margin: '8px 0 0' }}>{t('notYours')}</p>}
        <Trouble error={simulate.error} />
      </section>
      {p.simulation && <Simulation of={p.simulation} names={names} past={p.state !== 'open'} />}
      <section className={`card ${css.block}`}>
        {base.isPending ? <Rows n={3} /> : base.isError ? <Failed error={base.error} /> : <Diff was={base.data} is={p} names={names} />}
      </section>
      {(p.wider.length > 0 || !!p.unknown?.length || p.tests.missing.length > 0) && (
        <section className={`card ${css.block}`}>
          {p.wider.length > 0 && <Notes title={t('wider')} help={t('widerHelp')} lines={p.wider} more={p.wider_more} />}
          {!!p.unknown?.length && <Notes title={t('unknown')} help={t('unknownHelp')} lines={p.unknown} />}
          {p.tests.missing.length > 0 && <Notes title={t('missing')} help={t('missingHelp')} lines={p.tests.missing} more={p.tests.more} />}
        </section>
      )}
      {doing === 'approve' && <Approve of={p} names={names} close={() => begin(undefined)} />}
      {doing === 'reject' && <Reject of={p} mine={mine} close={() => begin(undefined)} />}
    </>
  );
}

function Notes({ title, help, lines, more }: { title: string; help: string; lines: string[]; more?: number }) {
  return <div className={css.notes}><h3>{title}</h3><p className="label">{help}</p><Found lines={lines} more={more} /></div>;
}

function Found({ lines, more }: { lines: string[]; more?: number }) {
  const { t } = useTranslation('policies');
  return <ul className={`mono ${css.found}`}>{lines.map((l) => <li key={l}>{l}</li>)}{!!more && <li>{t('andMore', { count: more })}</li>}</ul>;
}
