// Two entries, resident (/) and console (/console/), one shared folder.
// Mode "fake" is the same build with the in-page fake host in it; it is never what is shipped.
import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vitest/config';

const here = import.meta.dirname;

// No 'unsafe-*': Vue's templates are compiled here, styles are files, wasm is named.
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function contentSecurityPolicy(): Plugin {
  return {
    name: 'yiting-csp',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

// Tests live in ../tests/web/app; what they import is installed here.
function resolveFromHere(): Plugin {
  return {
    name: 'yiting-tests-resolve',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!importer?.includes('/tests/web/') || /^[./\0]|^node:/.test(id)) return null;
      return this.resolve(id, resolve(here, 'package.json'), { skipSelf: true });
    },
  };
}

export default defineConfig(({ mode }) => ({
  plugins: [vue(), contentSecurityPolicy(), resolveFromHere()],
  define: { __FAKE__: JSON.stringify(mode === 'fake' || mode === 'test') },
  server: { fs: { allow: [resolve(here, '..')] } },
  build: {
    outDir: mode === 'fake' ? resolve(here, '../build/web-fake') : 'dist',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: 'chrome100',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        resident: resolve(here, 'index.html'),
        console: resolve(here, 'console/index.html'),
      },
    },
  },
  test: {
    dir: resolve(here, '../tests/web/app'),
    include: ['**/*.test.ts'],
    setupFiles: [resolve(here, '../tests/web/app/setup.ts')],
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost/' } },
    pool: 'threads',
    maxWorkers: 2,
  },
}));
