import { Modal, SegmentedControl, Select, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { choose, type Language, languages, useSettings } from '../settings';

// Preferences are this browser's.
export default function Preferences({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const s = useSettings();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([here, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  return (
    <Modal opened onClose={close} title={t('person.preferencesTitle')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Stack>
        <div>
          <div className="label" style={{ marginBottom: 6 }} id="language">{t('person.language')}</div>
          <SegmentedControl fullWidth aria-labelledby="language" value={s.language} onChange={(language) => choose({ language: language as Language })}
            data={Object.entries(languages).map(([value, label]) => ({ value, label }))} />
        </div>
        <Select searchable label={t('person.zone')} description={t('person.zoneHelp')} value={s.zone} onChange={(zone) => zone && choose({ zone })}
          data={zones.map((z) => ({ value: z, label: z === here ? t('person.zoneHere', { zone: z }) : z }))} limit={60} />
        <Switch label={t('person.keys')} description={t('person.keysHelp')} checked={s.keys} onChange={(e) => choose({ keys: e.currentTarget.checked })} />
      </Stack>
    </Modal>
  );
}
