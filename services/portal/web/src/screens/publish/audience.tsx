import { MultiSelect, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe, useNames } from '../../api/queries';
import { Tlp } from '../../ui/marks';
import { Day } from '../../ui/moment';
import type { Part } from './claim';
import { marks } from './draft';
import css from './publish.module.css';

export function AudiencePart({ draft, change, fault }: Part) {
  const { t } = useTranslation(['publish', 'common']);
  const me = useMe().data;
  const names = useNames();
  const share = draft.share ?? {};
  const others = [...names.members.values()].filter((m) => m.id !== me?.member?.id).map((m) => ({ value: m.id, label: m.name }));
  const forces = [...names.forces.values()].map((f) => ({ value: f.id, label: f.name }));
  return (
    <section className={`card ${css.part}`}>
      <h2>{t('audience')}</h2>
      <fieldset style={{ border: 0, padding: 0, margin: '0 0 16px' }}>
        <legend className="label" style={{ paddingBottom: 8 }}>{t('tlp')}</legend>
        <div className={css.marks}>
          {marks.map((m) => (
            <label key={m} className={css.mark}><input type="radio" name="tlp" value={m} checked={draft.tlp === m} onChange={() => change({ tlp: m })} /><Tlp mark={m} /></label>
          ))}
        </div>
        <p className="label" style={{ margin: '8px 0 0' }}>{t(`common:tlp.${draft.tlp}`)}</p>
      </fieldset>
      <div className={css.two}>
        <MultiSelect label={t('forces')} data={forces} searchable clearable value={share.task_forces ?? []} onChange={(task_forces) => change({ share: { ...share, task_forces } })} error={fault('/share/task_forces')} />
        <MultiSelect label={t('members')} data={others} searchable clearable value={share.members ?? []} onChange={(members) => change({ share: { ...share, members } })} error={fault('/share/members')} />
        <MultiSelect label={t('except')} description={t('exceptHelp')} data={others} searchable clearable value={share.except ?? []} onChange={(except) => change({ share: { ...share, except } })} error={fault('/share/except')} />
        <Day label={t('embargo')} description={t('embargoHelp')} value={draft.embargo_until} onChange={(embargo_until) => change({ embargo_until })} error={fault('/embargo_until')} />
      </div>
      <Radio.Group mt="md" label={t('attribution')} value={draft.attribution} onChange={(v) => change({ attribution: v as 'named' })}>
        <Stack gap={10} mt={8}>{(['named', 'pseudonymous', 'withheld'] as const).map((v) => <Radio key={v} value={v} label={t(`common:attribution.${v}`)} description={t(`attributionHelp.${v}`)} />)}</Stack>
      </Radio.Group>
    </section>
  );
}
