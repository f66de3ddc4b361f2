// Every word on the screen. Each screen brings its own, in a file for each language, that is
// loaded with it; what more than one screen says is in common.*.ts.
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { choose, languages, type Language, listen, settings } from '../settings';

const common = import.meta.glob<{ default: object }>('./common.*.ts');
const screens = import.meta.glob<{ default: object }>('../screens/*/messages.*.ts');

const files: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, done) {
    const load = namespace === 'common' ? common[`./common.${language}.ts`] : screens[`../screens/${namespace}/messages.${language}.ts`];
    if (!load) return done(new Error(`no messages: ${namespace}, ${language}`), false);
    load().then((m) => done(null, m.default as never), (e: Error) => done(e, false));
  },
};

export async function speak() {
  await i18next
    .use(files)
    .use(initReactI18next)
    .init({
      lng: settings().language,
      fallbackLng: false, // a word that is missing is found by tsc, not by a reader
      supportedLngs: Object.keys(languages),
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false }, // React escapes
      returnNull: false,
    });
  const turn = () => {
    document.documentElement.lang = settings().language === 'zh' ? 'zh-Hans' : settings().language;
    if (i18next.language !== settings().language) void i18next.changeLanguage(settings().language);
  };
  turn();
  listen(turn);
}

export const turnTo = (language: Language) => choose({ language });

// Same is what another language has to say: all of it.
export type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
