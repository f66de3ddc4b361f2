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
    // What every screen begins with, as one: small files compress badly.
    rolldownOptions: { output: { advancedChunks: { groups: [{ name: 'base', test: /node_modules\/(react|react-dom|scheduler|react-i18next|i18next|openapi-fetch|use-sync-external-store|@tanstack\/(?!react-table|table-core)[^/]+)\//, priority: 1 }] } } },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/session': 'http://127.0.0.1:8080' } },
});
