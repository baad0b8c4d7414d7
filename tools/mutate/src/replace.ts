// node --import .../replace.js FILE    with K_MUTANT_URL and K_MUTANT_FILE set, the module of that URL has the text of that
// file: nothing in dist is written, so other tests may run beside.
import { register } from 'node:module';

register('./replace-hook.js', import.meta.url);
