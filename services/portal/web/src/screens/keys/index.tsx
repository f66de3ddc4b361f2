// Keys and Sessions are parts of other screens: of a member, of a person, and of one's own settings.
import { Anchor, Badge, Button } from '@mantine/core';
import { IconDeviceLaptop, IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/queries';
import { Ask } from '../../ui/ask';
import { Comes } from '../../ui/facts';
import css from '../../ui/list.module.css';
import { Dot } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { told } from '../../ui/told';
import { useTime } from '../../ui/when';
import { Make } from './make';
import { isKey, type Key, type Owner, type Scope, stateOf, tones, useKeys, useRevoke, works } from './query';

export function Keys({ of, who, may, make: mayMake = true }: { of: Owner; who: string; may: readonly Scope[]; make?: boolean }) {
  const { t } = useTranslation(['keys', 'common']);
  const asked = useKeys(of);
  const [making, make] = useState(false);
  const [ending, end] = useState<Key>();
  const [past, showPast] = useState(false);
  const revoke = useRevoke(of, () => { end(undefined); void told(t('revoked')); });
  if (asked.isPending) return <Rows n={3} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const keys = asked.data.filter(isKey).reverse();
  const old = keys.filter((k) => !works(k));
  const button = mayMake && <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => make(true)}>{t('make')}</Button>;
  const one = (k: Key) => <One key={k.id} of={k} end={() => { revoke.reset(); end(k); }} />;
  return (
    <section>
      {keys.length === 0 ? <Empty icon={IconKey} title={t('none')} action={button}>{t('person' in of ? 'nonePerson' : 'noneMember')}</Empty> : (
        <>
          <div className={css.top}><span className={css.soft} style={{ flex: '1 1 240px' }}>{t('about')}</span>{button}</div>
          <ul className={css.rows}>
            {keys.filter(works).map(one)}
            {past && old.map(one)}
          </ul>
          {old.length > 0 && !past && <Anchor component="button" type="button" size="sm" mt={8} onClick={() => showPast(true)}>{t('past', { count: old.length })}</Anchor>}
        </>
      )}
      {making && <Make of={of} who={who} may={may} close={() => make(false)} />}
      {ending && (
        <Ask title={t('revokeTitle', { name: ending.name })} close={() => end(undefined)} error={revoke.error} yes={t('revokeYes')} busy={revoke.isPending} tone="bad" run={() => revoke.mutate([ending.id])}>
          <Comes bad lines={[t('revokeComes.now'), t('revokeComes.stays'), t('revokeComes.undo')]} />
        </Ask>
      )}
    </section>
  );
}

function One({ of: k, end }: { of: Key; end: () => void }) {
  const { t } = useTranslation(['keys', 'common']);
  const time = useTime();
  const state = stateOf(k);
  const when = k.revoked_at ? t('revokedAt', { when: time.ago(k.revoked_at) }) : k.expires_at ? t(state === 'over' ? 'ended' : 'ends', { when: time.ago(k.expires_at) }) : t('noEnd');
  return (
    <li>
      <div>
        <div style={{ fontWeight: 560 }}>{k.name}</div>
        <div className={css.soft}><span className="mono">ent_{k.id}_…</span></div>
        <div className={css.tags} style={{ marginTop: 6 }}>{k.scopes.map((s) => <Badge key={s}>{t(`common:scope.${s as Scope}`)}</Badge>)}</div>
      </div>
      <div className={css.stand}>
        <Dot tone={tones[state]}>{t(`state.${state}`)}</Dot>
        <div className={css.soft} title={[k.created_at, k.revoked_at ?? k.expires_at].filter(Boolean).map((x) => time.full(x!)).join(' – ')}>{t('made', { when: time.ago(k.created_at) })} · {when}</div>
      </div>
      {works(k) && <Button variant="subtle" color="red" size="xs" aria-label={t('revokeOf', { name: k.name })} onClick={end}>{t('revoke')}</Button>}
    </li>
  );
}

// Sessions are the browsers that a person is signed in by.
export function Sessions({ of, own }: { of: string; own?: boolean }) {
  const { t } = useTranslation(['keys', 'common']);
  const time = useTime();
  const me = useMe().data;
  const asked = useKeys({ person: of });
  const [ending, end] = useState<Key[]>();
  const revoke = useRevoke({ person: of }, () => { end(undefined); void told(t('signedOut')); });
  if (asked.isPending) return <Rows n={2} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const here = (k: Key) => own && k.id === me?.credential;
  const all = asked.data.filter((k) => k.session && works(k)).reverse();
  const others = all.filter((k) => !here(k));
  const by = (k: Key) => { const link = /by a link of (?:u:)?(.+)$/.exec(k.name); return link ? t('byLink', { who: link[1] }) : t('byProvider'); };
  return (
    <section>
      <div className={css.top}>
        <span className={css.soft} style={{ flex: '1 1 240px' }}>{t(all.length ? 'sessionsHelp' : 'sessionsNone')}</span>
        {others.length > 0 && <Button size="xs" variant="default" onClick={() => { revoke.reset(); end(others); }}>{t(own ? 'endOthers' : 'endAll')}</Button>}
      </div>
      <ul className={css.rows}>
        {all.map((k) => (
          <li key={k.id}>
            <div className={css.what}>
              <span className={css.icon} aria-hidden><IconDeviceLaptop size={18} stroke={1.6} /></span>
              <div>
                <div>{t('session', { when: time.ago(k.created_at) })}{here(k) && <Badge ml={8}>{t('here')}</Badge>}</div>
                <div className={css.soft}>{by(k)} · {t('ends', { when: time.ago(k.expires_at!) })}</div>
              </div>
            </div>
            {!here(k) && <Button variant="subtle" color="red" size="xs" aria-label={t('endOneOf', { when: time.full(k.created_at) })} onClick={() => { revoke.reset(); end([k]); }}>{t('endOne')}</Button>}
          </li>
        ))}
      </ul>
      {ending && (
        <Ask title={t('endTitle')} close={() => end(undefined)} error={revoke.error} yes={t('endYes')} busy={revoke.isPending} tone="bad" run={() => revoke.mutate(ending.map((k) => k.id))}>
          <p style={{ margin: 0 }}>{t('endHelp', { count: ending.length })}</p>
        </Ask>
      )}
    </section>
  );
}
