import 'i18next';
import type common from './common.en';
import type audit from '../screens/audit/messages.en';
import type desk from '../screens/desk/messages.en';
import type home from '../screens/home/messages.en';
import type imports from '../screens/import/messages.en';
import type indicators from '../screens/indicators/messages.en';
import type developers from '../screens/developers/messages.en';
import type keys from '../screens/keys/messages.en';
import type members from '../screens/members/messages.en';
import type networks from '../screens/networks/messages.en';
import type people from '../screens/people/messages.en';
import type policies from '../screens/policies/messages.en';
import type publish from '../screens/publish/messages.en';
import type settings from '../screens/settings/messages.en';
import type signIn from '../screens/sign-in/messages.en';
import type taskForces from '../screens/task-forces/messages.en';
import type webhooks from '../screens/webhooks/messages.en';

// What there is to say, so that tsc knows a word that is not there. A new screen adds its own.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      audit: typeof audit;
      common: typeof common;
      desk: typeof desk;
      home: typeof home;
      import: typeof imports;
      indicators: typeof indicators;
      developers: typeof developers;
      keys: typeof keys;
      members: typeof members;
      networks: typeof networks;
      people: typeof people;
      policies: typeof policies;
      publish: typeof publish;
      settings: typeof settings;
      'sign-in': typeof signIn;
      'task-forces': typeof taskForces;
      webhooks: typeof webhooks;
    };
  }
}
