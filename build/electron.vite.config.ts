import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const at = (path: string): string => resolve(root, path);

// The licences of what a bundle holds, which ask to travel with it; the package puts them beside its own.
const bundledLicenses = { fileName: 'licenses.md' };

// Everything is bundled except what Electron brings itself: the package then holds no node_modules.
export default defineConfig({
  main: {
    resolve: {
      alias: {
        // Our own transport takes their place; they would bring ssh2 and gRPC into the bundle.
        'docker-modem': at('build/stub/absent-module.ts'),
        '@grpc/grpc-js': at('build/stub/absent-module.ts'),
        '@grpc/proto-loader': at('build/stub/absent-module.ts'),
        protobufjs: at('build/stub/absent-module.ts'),
      },
    },
    build: {
      outDir: at('out/main'),
      license: bundledLicenses,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: {
          main: at('electron/main.ts'),
          'layer-worker': at('electron/worker/layer-index/layer-worker.ts'),
        },
        // An ES module that imports `node:http` makes Node evaluate all of its exports, an HTTP client
        // of its own among them: 50 ms before the window.
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name].cjs',
          // What is imported later is loaded later, and nothing before the environment is scrubbed.
          strictExecutionOrder: true,
        },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      license: bundledLicenses,
      minify: true,
      target: 'chrome148',
      // Inlined modules and their preload helper would need an exception in the security policy.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // The page's first files are one script and one stylesheet: each further one costs the main process as
      // much as reading all of them, while it has the services to load.
      cssCodeSplit: false,
      rollupOptions: {
        input: at('renderer/index.html'),
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
});
