/* The rules of the scripts. They judge errors and size; how a line is broken is left to its writer. */

import js from '@eslint/js';
import globals from 'globals';

const STRICT = {
  complexity: ['error', 8],
  curly: 'error',
  eqeqeq: 'error',
  'max-depth': ['error', 2],
  'max-len': ['error', { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true }],
  'max-lines': ['error', 150],
  'max-lines-per-function': ['error', 25],
  'max-params': ['error', 5],
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-shadow': 'error',
  'no-unused-vars': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'prefer-template': 'error',
};
const SERVER = ['assets-src/build.js', 'assets-src/eager.js', 'tests/js/**/*.js', 'eslint.config.js'];

export default [
  { ignores: ['.venv/**', 'assets/10-vendor/**', 'assets/20-atlas.js', 'dashboard/export/writers/snapshot.js', 'dashboard/web/page/embed.js', 'tests/vendor/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { rules: STRICT },
  { files: ['assets-src/**/*.js'], ignores: SERVER, languageOptions: { globals: globals.browser } },
  { files: ['assets/*.js'], languageOptions: { sourceType: 'script', globals: globals.browser } },
  { files: SERVER, languageOptions: { globals: globals.node } },
];
