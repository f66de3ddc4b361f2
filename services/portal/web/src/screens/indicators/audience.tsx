import { Badge, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import type { useNames } from '../../api/queries';
import { Tlp } from '../../ui/marks';
import { Failed, Rows } from '../../ui/say';
import css from './indicators.module.css';
import { useReaders } from './query';
import { Revoke } from './revoke';
import { Share } from './share';

const acts = ['see', 'read.core', 'read.evidence', 'read.pii', 'read.source', 'read.pseudonym', 'export'] as const;

// useAct is what a right is called.
export function useAct() {
  const { t } = useTranslation(['indicators', 'common']);
  return (act: string) => t(`act.${acts.find((a) => a === act) ?? 'other'}`, { act });
}

// Audience is whom it is for, and to its publisher, who can read it by that, and how to change it.
export function Audience({ of: i, names, own }: { of: Schemas['Indicator']; names: ReturnType<typeof useNames>; own?: string }) {
  const { t } = useTranslation(['indicators', 'common']);
  const act = useAct();
  const readers = useReaders(i.id);
  const [doing, begin] = useState<'share' | 'restrict' | 'revoke'>();
  const mine = own !== undefined && i.publisher === own;
  const whole = i.tlp === 'clear' || i.tlp === 'green';
  const { task_forces: forces = [], members = [], except = [] } = i.share ?? {};
  const who = (viewer: string) => (viewer.startsWith('m:') ? names.member(viewer.slice(2)) : t(`common:role.${viewer.slice(5) as 'admin'}`));
  return (
    <>
      <dl className={css.facts}>
        <dt>{t('label')}</dt><dd><Tlp mark={i.tlp} /><div className="label" style={{ marginTop: 5 }}>{t(`common:tlp.${i.tlp}`)}</div></dd>
        {whole && <><dt>{t('members')}</dt><dd>{t('wholeAlliance')}</dd></>}
        {forces.length > 0 && <><dt>{t('forces')}</dt><dd>{forces.map(names.force).join(', ')}</dd></>}
        {members.length > 0 && <><dt>{t('members')}</dt><dd>{members.map(names.member).join(', ')}</dd></>}
        {!whole && forces.length + members.length === 0 && <><dt>{t('members')}</dt><dd className="label">{t('nobodyNamed')}</dd></>}
        {except.length > 0 && <><dt>{t('except')}</dt><dd>{except.map(names.member).join(', ')}</dd></>}
      </dl>
      {mine && (i.state === 'published' || i.state === 'disputed') && (
        <Group mt="lg" gap="sm">
          <Button onClick={() => begin('share')}>{t('widen')}</Button>
          <Button variant="default" onClick={() => begin('restrict')}>{t('narrow')}</Button>
          <Button variant="subtle" color="red" onClick={() => begin('revoke')}>{t('revoke')}</Button>
        </Group>
      )}
      <section className={css.section}>
        <h3>{t('readers')}</h3>
        {readers.isPending ? <Rows n={3} /> : readers.isError ? <Failed error={readers.error} /> : readers.data === null ? <p className="label">{t('readersHidden')}</p> : readers.data.length === 0 ? <p className="label">{t('readersNone')}</p> : (
          <>
            <p className="label" style={{ margin: '0 0 8px' }}>{t('readersHelp')}</p>
            {readers.data.map((r) => (
              <div key={r.viewer} className={css.reader}>
                <span>{who(r.viewer)}{r.viewer === `m:${own}` && <span className="label"> · {t('common:you')}</span>}</span>
                <span className={css.acts}>{r.acts.filter((a) => (acts as readonly string[]).includes(a.act) && a.act !== 'see').map((a) => <Badge key={a.act} title={a.rule}>{act(a.act)}</Badge>)}</span>
              </div>
            ))}
          </>
        )}
      </section>
      {(doing === 'share' || doing === 'restrict') && <Share of={i} verb={doing} names={names} close={() => begin(undefined)} />}
      {doing === 'revoke' && <Revoke of={i} close={() => begin(undefined)} />}
    </>
  );
}
