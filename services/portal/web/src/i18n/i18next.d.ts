import 'i18next';
import type common from './common.en';
import type audit from '../screens/audit/messages.en';
import type desk from '../screens/desk/messages.en';
import type imports from '../screens/import/messages.en';
import type indicators from '../screens/indicators/messages.en';
import type policies from '../screens/policies/messages.en';
import type publish from '../screens/publish/messages.en';
import type signIn from '../screens/sign-in/messages.en';
import type webhooks from '../screens/webhooks/messages.en';

// What there is to say, so that tsc knows a word that is not there. A new screen adds its own.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      audit: typeof audit;
      common: typeof common;
      desk: typeof desk;
      import: typeof imports;
      indicators: typeof indicators;
      policies: typeof policies;
      publish: typeof publish;
      'sign-in': typeof signIn;
      webhooks: typeof webhooks;
    };
  }
}
