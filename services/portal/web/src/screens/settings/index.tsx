// How the portal looks and speaks here, who one is, and where one is signed in.
import { Badge, Kbd, SegmentedControl, Select, Switch, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRights } from '../../api/queries';
import { choose, type Language, languages, useSettings } from '../../settings';
import { Page } from '../../shell/page';
import { Facts } from '../../ui/facts';
import list from '../../ui/list.module.css';
import { useTime } from '../../ui/when';
import { Keys, Sessions } from '../keys';
import { forAlliance, given } from '../people/query';
import css from './settings.module.css';

export default function Settings() {
  const { t } = useTranslation(['settings', 'keys', 'common']);
  const { me, admin, person } = useRights();
  const roles = me?.person?.roles ?? [];
  return (
    <Page title={t('title')} about={t('about')}>
      <div className={css.layout}>
        <div className={css.column}>
          <Look />
          <Tongue />
          <Keyboard />
          <p className={list.soft}>{t('here')}</p>
        </div>
        <div className={css.column}>
          <section className={`card ${css.part}`}>
            <h2>{t('account')}</h2>
            {!person && <p className={list.soft}>{t('bootstrap')}</p>}
            <Facts rows={[
              [t('name'), me?.person?.name ?? t('common:person.bootstrap')],
              [t('id'), person && <span className="mono">{person}</span>],
              [t('member'), me?.member?.name ?? t('alliance')],
              [t('roles'), roles.map((r) => t(`common:role.${r as 'admin'}`)).join(', ')],
              [t('rights'), <><span className={list.tags}>{me?.scopes.map((s) => <Badge key={s}>{t(`common:scope.${s}`)}</Badge>)}</span><div className={list.soft} style={{ marginTop: 6 }}>{t('rightsHelp')}</div></>],
            ]} />
          </section>
          {person && (
            <>
              <section className={`card ${css.part}`}><h2>{t('keys:sessions')}</h2><Sessions of={person} own /></section>
              <section className={`card ${css.part}`}><h2>{t('keys')}</h2><Keys of={{ person }} who={me?.person?.name ?? person} may={given(roles)} make={admin || !forAlliance(roles)} /></section>
            </>
          )}
        </div>
      </div>
    </Page>
  );
}

function Look() {
  const { t } = useTranslation(['settings', 'common']);
  const { density } = useSettings();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className={`card ${css.part}`}>
      <h2>{t('look')}</h2>
      <div>
        <div className="label" id="theme">{t('theme')}</div>
        <SegmentedControl fullWidth aria-labelledby="theme" value={colorScheme} onChange={(v) => setColorScheme(v as 'light')}
          data={(['light', 'dark', 'auto'] as const).map((v) => ({ value: v, label: t(`common:person.${v}`) }))} />
      </div>
      <div>
        <div className="label" id="density">{t('density')}</div>
        <SegmentedControl fullWidth aria-labelledby="density" value={density} onChange={(v) => choose({ density: v as 'roomy' })} data={(['roomy', 'dense'] as const).map((v) => ({ value: v, label: t(`densities.${v}`) }))} />
        <div className={list.soft} style={{ marginTop: 5 }}>{t('densityHelp')}</div>
      </div>
    </section>
  );
}

function Tongue() {
  const { t } = useTranslation(['settings', 'common']);
  const { language, zone } = useSettings();
  const time = useTime();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([here, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  return (
    <section className={`card ${css.part}`}>
      <h2>{t('tongue')}</h2>
      <div>
        <div className="label" id="language">{t('common:person.language')}</div>
        <SegmentedControl fullWidth aria-labelledby="language" value={language} onChange={(v) => choose({ language: v as Language })} data={Object.entries(languages).map(([value, label]) => ({ value, label }))} />
      </div>
      <Select searchable allowDeselect={false} label={t('common:person.zone')} description={`${t('common:person.zoneHelp')} ${t('now', { now: time.full(new Date().toISOString()) })}`} inputWrapperOrder={['label', 'input', 'description', 'error']} value={zone} onChange={(v) => v && choose({ zone: v })} limit={60}
        data={zones.map((z) => ({ value: z, label: z === here ? t('common:person.zoneHere', { zone: z }) : z }))} />
    </section>
  );
}

function Keyboard() {
  const { t } = useTranslation(['settings', 'common']);
  const { keys } = useSettings();
  const all = [['Ctrl / ⌘ + K', 'palette', true], ['/', 'search', keys], ['?', 'help', keys], ['Esc', 'close', true]] as const;
  return (
    <section className={`card ${css.part}`}>
      <h2>{t('keyboard')}</h2>
      <Switch label={t('common:person.keys')} description={t('common:person.keysHelp')} checked={keys} onChange={(e) => choose({ keys: e.currentTarget.checked })} />
      <div>
        <div className="label">{t('all')}</div>
        {all.filter(([, , on]) => on).map(([key, does]) => <div key={key} className={css.key}><span>{t(`common:shortcut.${does}`)}</span><Kbd>{key}</Kbd></div>)}
      </div>
    </section>
  );
}
