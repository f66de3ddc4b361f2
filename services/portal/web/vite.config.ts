import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The hub serves the app at /ui/, and puts a nonce of its own in each page that it answers with.
export default defineConfig({
  base: '/ui/',
  plugins: [react()],
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: '../internal/app/dist',
    emptyOutDir: false, // .gitkeep stays; "npm run build" takes the old assets away first
    assetsInlineLimit: 0, // the page's policy takes fonts from this host alone
    modulePreload: { polyfill: false },
    // What every screen begins with, in few files: small ones compress badly. e2e/screens.test.mjs measures it.
    rolldownOptions: {
      output: {
        advancedChunks: {
          groups: [
            { name: 'base', priority: 3, test: /node_modules\/(react|react-dom|scheduler|react-i18next|i18next|openapi-fetch|use-sync-external-store|@tanstack\/(?!react-table|table-core|react-virtual|virtual-core)[^/]+)\// },
            { name: 'frame', priority: 2, test: /src\/(shell\/(shell|person|brand|page)|screens\/table|router|settings|theme)\./ },
            { name: 'frame', priority: 2, test: /@mantine\/core\/esm\/components\/(Burger|NavLink|Kbd|Collapse|Input|TextInput|NativeSelect)|use-(hotkeys|disclosure|debounced-callback)\// },
            { name: 'frame', priority: 2, test: /icons\/Icon(Affiliate|BuildingCommunity|Code|FileImport|Fingerprint|Gavel|History|Home|Scale|Send2|Settings|TargetArrow|Users|Webhook|Search|ChevronRight|Plus|Download|Copy|Check|X)\./ },
            { name: 'shared', test: /node_modules|src\/(ui|shell|api)/, minShareCount: 29 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/session': 'http://127.0.0.1:8080' } },
});
