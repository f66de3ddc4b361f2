// The command palette: every screen, the indicators, and the settings, by keyboard.
import { useMantineColorScheme } from '@mantine/core';
import '@mantine/spotlight/styles.layer.css';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconLanguage, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Screen } from '../screens/table';
import { choose, type Language, languages, useSettings } from '../settings';

export default function Palette({ screens }: { screens: Screen[] }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const { language } = useSettings();
  const { setColorScheme } = useMantineColorScheme();
  const [words, setWords] = useState('');
  useEffect(() => spotlight.open(), []); // it is loaded when it is wanted
  const fits = (label: string) => label.toLocaleLowerCase().includes(words.trim().toLocaleLowerCase());
  const to = screens.filter((s) => fits(t(`nav.${s.name}`)));
  const set = [
    { label: `${t('person.theme')}: ${t('person.light')}`, icon: IconSun, run: () => setColorScheme('light') },
    { label: `${t('person.theme')}: ${t('person.dark')}`, icon: IconMoon, run: () => setColorScheme('dark') },
    ...(Object.keys(languages) as Language[]).filter((l) => l !== language).map((l) => ({ label: languages[l], icon: IconLanguage, run: () => choose({ language: l }) })),
  ].filter((s) => fits(s.label));
  const searches = words.trim().length > 1 && screens.some((s) => s.name === 'indicators');
  return (
    <Spotlight.Root query={words} onQueryChange={setWords} shortcut="mod + K" size="lg" radius="lg">
      <Spotlight.Search placeholder={t('palette.placeholder')} aria-label={t('palette.placeholder')} leftSection={<IconSearch size={18} aria-hidden />} />
      <Spotlight.ActionsList>
        {searches && <Spotlight.Action label={t('palette.search', { words: words.trim() })} leftSection={<IconSearch size={18} />} onClick={() => void go({ to: '/indicators', search: { q: words.trim() } } as never)} />}
        {to.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.screens')}>
            {to.map((s) => <Spotlight.Action key={s.name} label={t(`nav.${s.name}`)} leftSection={<s.icon size={18} stroke={1.6} />} onClick={() => void go({ to: s.at } as never)} />)}
          </Spotlight.ActionsGroup>
        )}
        {set.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.settings')}>
            {set.map((s) => <Spotlight.Action key={s.label} label={s.label} leftSection={<s.icon size={18} stroke={1.6} />} onClick={s.run} />)}
          </Spotlight.ActionsGroup>
        )}
        {!searches && to.length + set.length === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
